/** Bookings whose webhooks go to three receivers, one of them dead, beside bookings of which nobody is told. */
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { type Program, startProgram } from "../support/program.ts";
import { attemptBooking } from "../support/proof/guest-client.ts";
import { alwaysOpen, seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { until } from "../support/until.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { accept, hang, startReceiver } from "../support/webhooks/receiver.ts";
import { type Measured, median } from "./bench-table.ts";

const BOOKINGS = 10_000;
/** Of each series the first ones warm up. */
const WARM_UP = 100;
/** The program is busy with bookings for this part of the time. */
const LOAD = 1 / 4;
const DAY = 86_400_000, MEETING = 30 * 60_000;

export async function measureWebhooks(bookings = BOOKINGS): Promise<Measured[]> {
  await using folder = await tempFolder();
  const delays: number[] = [];
  await using one = await startReceiver();
  await using other = await startReceiver();
  await using dead = await startReceiver(hang);
  for (const receiver of [one, other]) {
    receiver.answer = (response, received) => {
      delays.push(Date.now() - Date.parse(String(received.json.timestamp)));
      accept(response, received);
    };
  }
  await seed(folder.path, [one.url, other.url, dead.url]);
  await using program = await startProgram({
    dataDir: folder.path,
    env: { INVITO_TRUSTED_PROXIES: "1", INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1" },
  });
  const few = Math.min(bookings, 1_000);
  const paceMs = median(await bookAll(program, "first", few / 2, null)) / LOAD;
  const alone = await bookAll(program, "untold", few, paceMs);
  const told = await bookAll(program, "told", bookings, paceMs);
  await until("every webhook has arrived", () => delays.length >= 2 * bookings, 60_000);
  const late = delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.99)]!;
  return [{
    what: `${bookings.toLocaleString("en")} bookings, told to two receivers and a dead one`,
    value: median(told),
    unit: "ms each",
    baseline: { what: "told to nobody", value: median(alone) },
    aim: { most: 1.1, of: "ratio" },
  }, {
    what: "their webhooks to the living, from commit to arrival (p99)",
    value: late,
    unit: "ms",
    aim: { most: 1_000, of: "value" },
  }];
}

/** Hosts who are free at any time: one has subscriptions with these addresses. */
async function seed(dataDir: string, urls: readonly string[]): Promise<void> {
  const type = { slug: "call", decision: "instant" as const, durations: [30], slotInterval: 30 };
  const usernames = ["first", "untold", "told"];
  const ids = await seedHosts(dataDir, usernames.map((username) => alwaysOpen(username, type)));
  await withFolderApp(dataDir, async (app) => {
    app.settings.allowPrivateHosts = ["127.0.0.1"];
    for (const url of urls) {
      const input = parse(WebhookInput, { url, kinds: ["booking.confirmed"] });
      if (!input.ok) throw new Error("a subscription is refused");
      const created = await subscriptions.create(app, ids.told!, input.value);
      if (!created.ok) throw new Error(created.refusal.code);
    }
  });
}

/** Books so many meetings, one each `paceMs`, or each after the other; returns what each took, ms. */
async function bookAll(
  { address }: Program,
  username: string,
  count: number,
  paceMs: number | null,
): Promise<number[]> {
  const first = Math.ceil(Date.now() / DAY) * DAY;
  const took: number[] = [];
  const book = async (n: number) => {
    const asked = performance.now();
    const { status, body } = await attemptBooking(address, {
      username,
      slug: "call",
      start: first + n * MEETING,
    });
    if (status !== 201) throw new Error(`booking ${n} was answered ${status} ${body.code}`);
    if (n >= WARM_UP) took.push(performance.now() - asked);
  };
  const begun = performance.now();
  const all: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    if (paceMs === null) {
      await book(n);
      continue;
    }
    const waitMs = begun + n * paceMs - performance.now();
    await new Promise((wake) => setTimeout(wake, Math.max(0, waitMs)));
    all.push(book(n));
  }
  await Promise.all(all);
  return took;
}
