/** What one database server and one program on it carry: bookings, pages, small commits, streams, bytes of a booking. */
import { load } from "../page-load.ts";
import { memoryOf } from "../bare.ts";
import { attemptBooking, newClient } from "../../support/proof/guest-client.ts";
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import { alwaysOpen, seedHosts } from "../../support/proof/proof-hosts.ts";
import { startProgram } from "../../support/program.ts";
import { testSecret } from "../../support/test-app.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { startDenokv } from "../../support/wide/denokv-server.ts";
import { plantBookings } from "../../support/wide/plant-bookings.ts";

export interface Carried {
  /** A second. */
  bookings: number;
  pages: number;
  commits: number;
  emails: number;
  /** KB of memory of one open picker. */
  stream: number;
  /** KB of the file for a booking with its jobs. */
  booking: number;
}

const HOSTS = 16, DAY = 86_400_000, HALF_HOUR = 30 * 60_000;
const STREAMS = 3_000, PLANTED = 2_000;

export async function measureCarried(each: number): Promise<Carried> {
  const booking = await bytesOfBooking();
  await using server = await startDenokv();
  const names = Array.from({ length: HOSTS }, (_, n) => `carried-${n}`);
  await seedHosts(server.address, names.map((name) => alwaysOpen(name, { slug: "talk" })));
  const commits = await commitsOf(server.address, each * 8);
  await using box = await openLetterbox();
  await using program = await startProgram({
    env: {
      INVITO_DB_PATH: server.address,
      INVITO_SESSION_SECRET: testSecret,
      INVITO_TRUSTED_PROXIES: "1",
      ...box.settings,
    },
  });
  const { address, pid } = program;
  const page = `/calendar/${names[0]}/talk`;
  await load(address, page, 500);
  const { perSecond: pages } = await load(address, page, 4_000);
  const stream = await streamsOf(address, names[0]!, pid);
  const first = Math.ceil(Date.now() / DAY) * DAY + DAY, began = performance.now();
  await Promise.all(names.map(async (username) => {
    for (let n = 0; n < each; n++) {
      const input = { username, slug: "talk", start: first + n * HALF_HOUR };
      const { status } = await attemptBooking(address, input);
      if (status !== 201) throw new Error(`a booking was answered ${status}`);
    }
  }));
  const bookings = HOSTS * each * 1_000 / (performance.now() - began);
  // An email to the guest and one to the host.
  while (box.emails.length < 2 * HOSTS * each) await new Promise((wake) => setTimeout(wake, 20));
  const emails = box.emails.length * 1_000 / (performance.now() - began);
  return { bookings, pages, commits, emails, stream, booking };
}

/** Commits a second of sixteen writers, as small as that of a sync that found nothing new. */
async function commitsOf(address: string, each: number): Promise<number> {
  using kv = await Deno.openKv(address);
  const began = performance.now();
  await Promise.all(Array.from({ length: 16 }, async (_, writer) => {
    for (let n = 0; n < each; n++) {
      const key = ["small", writer], entry = await kv.get(key);
      await kv.atomic().check(entry).set(key, { n, text: "x".repeat(300) }).commit();
    }
  }));
  return 16 * each * 1_000 / (performance.now() - began);
}

async function streamsOf(address: string, username: string, pid: number): Promise<number> {
  const before = memoryOf(pid), ending = new AbortController();
  let refused = 0;
  for (let n = 0; n < STREAMS; n++) {
    const headers = { "x-forwarded-for": newClient() };
    const { ok } = await fetch(`${address}/live/${username}`, { headers, signal: ending.signal });
    if (!ok) refused++;
  }
  if (refused > 0) throw new Error(`${refused} streams were refused`);
  const grown = memoryOf(pid) - before;
  ending.abort();
  return Math.max(0, grown * 1024 / STREAMS);
}

async function bytesOfBooking(): Promise<number> {
  await using folder = await tempFolder();
  const path = `${folder.path}/store`;
  {
    using kv = await Deno.openKv(path);
    await plantBookings(kv, { hostId: "h".repeat(22), from: Date.now(), count: PLANTED });
  }
  return Deno.statSync(path).size / 1024 / PLANTED;
}
