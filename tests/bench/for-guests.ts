/** What guests ask of the running program that costs it work: bookings by the form, and pages that nobody has asked for. */
import { prepareRequest } from "../proofs/race/book-once.ts";
import { openLetterbox } from "../support/proof/mail-sink.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { startBare } from "./bare.ts";
import type { Measured } from "./bench-table.ts";
import { load } from "./page-load.ts";

const HOSTS = 16, BOOKINGS = 320, PAGES = 2_000;
const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;

export async function measureForGuests(): Promise<Measured[]> {
  await using folder = await tempFolder();
  const names = Array.from({ length: HOSTS }, (_, n) => `asked-${n}`);
  await seedHosts(folder.path, names.map((name) => alwaysOpen(name, { slug: "talk" })));
  await using bare = await startBare();
  const lines = await rendered(folder.path, bare.address, `/calendar/${names[0]}/talk`);
  await using box = await openLetterbox();
  const env = { INVITO_TRUSTED_PROXIES: "1", ...box.settings };
  const before = sizeOf(folder.path);
  await using program = await startProgram({ dataDir: folder.path, env });
  const { address } = program, start = Math.ceil(Date.now() / DAY + 1) * DAY;
  let booked = 0;
  for (const clients of [1, 4, 16]) {
    const requests = Array.from({ length: BOOKINGS }, (_, n) => ({
      username: names[n % clients]!,
      slug: "talk",
      start: start + booked++ * HALF_HOUR,
      way: "form" as const,
    }));
    const forms: Awaited<ReturnType<typeof prepareRequest>>[] = [];
    for (const each of requests) forms.push(await prepareRequest(address, each));
    const value = await rate(clients, BOOKINGS, async (n) => {
      const { status } = await forms[n]!();
      if (status !== 201) throw new Error(`a booking was answered ${status}`);
    });
    const plain = await rate(clients, BOOKINGS, async () => {
      await (await fetch(bare.address)).text();
    });
    lines.push({
      what: `bookings a second by the form, ${clients} client${clients > 1 ? "s" : ""}`,
      value,
      unit: "/s",
      baseline: { what: "a bare page", value: plain },
      aim: { least: 0.1, of: "ratio" },
    });
  }
  while (box.emails.length < 2 * booked) await new Promise((wake) => setTimeout(wake, 20));
  await program.stop();
  return [...lines, {
    what: "store for a booking and its emails",
    value: (sizeOf(folder.path) - before) / booked / 1_000,
    unit: "KB",
    aim: { most: 9, of: "value" },
  }];
}

/** A page that is made anew for each visitor, as it is at the first look and after a booking. */
async function rendered(dataDir: string, bare: string, page: string): Promise<Measured[]> {
  const env = { INVITO_TRUSTED_PROXIES: "1", INVITO_PAGE_MEMORY: "0" };
  await using program = await startProgram({ dataDir, env });
  const lines: Measured[] = [];
  await load(program.address, page, 500);
  for (const clients of [1, 16]) {
    const { perSecond } = await load(program.address, page, PAGES, "", clients, clients);
    const plain = await load(bare, "/", PAGES, "", 0, clients);
    lines.push({
      what: `pages made anew a second, ${clients} client${clients > 1 ? "s" : ""}`,
      value: perSecond,
      unit: "/s",
      baseline: { what: "a bare page", value: plain.perSecond },
      aim: { least: 0.2, of: "ratio" },
    });
  }
  await program.stop();
  return lines;
}

/** How many of them are done in a second by so many who each begin with the next one when theirs is done. */
async function rate(
  clients: number,
  count: number,
  act: (n: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < count) await act(next++);
  }));
  return count * 1_000 / (performance.now() - began);
}

function sizeOf(folder: string): number {
  return Deno.statSync(`${folder}/invito.db`).size;
}
