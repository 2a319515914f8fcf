/** What load and soak run against: a program with hosts, published calendars, a mail server and webhooks; and what it owes after. */
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput, webhookKinds } from "$lib/scheduling/webhook.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import * as connections from "$lib/server/connections/index.ts";
import { type Mailbox, openLetterbox } from "../../support/proof/mail-sink.ts";
import { alwaysOpen, seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../../support/program.ts";
import { judgeDump, type Proof } from "../../support/proof/run-proof.ts";
import { until } from "../../support/until.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { type Feeds, startFeeds } from "./feeds.ts";
import type { Tally } from "./guests.ts";

export interface Stage {
  program: Program;
  box: Mailbox;
  feeds: Feeds;
  /** Ids of the bookings whose webhooks arrived, with what happened to them. */
  webhooks: Set<string>;
  /** Hosts who are booked. */
  hosts: string[];
  /** Hosts with published calendars, whose pages are looked at. */
  synced: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A host has at most ten. */
const CALENDARS_EACH = 5;
/** The first sync of an account is due a minute after it was connected. */
const MINUTE = 60_000;

export async function openStage(
  { hosts, calendars, syncSeconds }: { hosts: number; calendars: number; syncSeconds: number },
): Promise<Stage> {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-load-" });
  await using opened = new AsyncDisposableStack();
  opened.defer(() => Deno.remove(dataDir, { recursive: true }));
  const feeds = opened.use(startFeeds(4_000 * syncSeconds));
  const box = opened.use(await openLetterbox());
  const webhooks = new Set<string>();
  const receiver = opened.use(
    await startReceiver((response, { json }) => {
      const { type, data } = json as { type: string; data: { booking: { id: string } } };
      webhooks.add(`${data.booking.id} ${type}`);
      receiver.received.length = 0;
      response.writeHead(204).end();
    }),
  );
  const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => name + n);
  const booked = named("host-", hosts);
  const synced = named("synced-", Math.ceil(calendars / CALENDARS_EACH));
  const ids = await seedHosts(
    dataDir,
    [...booked, ...synced].map((each) => alwaysOpen(each, { slug: "talk", decision: "instant" })),
  );
  await subscribe(dataDir, booked.map((username) => ids[username]!), receiver.url);
  await connect(dataDir, synced.map((username) => ids[username]!), calendars, feeds);
  const program = opened.use(
    await startProgram({
      dataDir,
      env: {
        INVITO_TRUSTED_PROXIES: "1",
        INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
        INVITO_SYNC_INTERVAL: `${syncSeconds}s`,
        ...box.settings,
      },
    }),
  );
  const all = opened.move();
  return {
    program,
    box,
    feeds,
    webhooks,
    hosts: booked,
    synced,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function connect(
  dataDir: string,
  hostIds: string[],
  calendars: number,
  feeds: Feeds,
): Promise<void> {
  await withFolderApp(dataDir, async (app) => {
    const earlier = { ...app, now: () => Date.now() - MINUTE };
    for (let n = 0; n < calendars; n++) {
      const hostId = hostIds[Math.floor(n / CALENDARS_EACH)]!;
      const done = await connections.connectIcs(earlier, hostId, { feed: feeds.at(n) });
      if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    }
  });
}

async function subscribe(dataDir: string, hostIds: string[], url: string): Promise<void> {
  await withFolderApp(dataDir, async (app) => {
    app.settings.allowPrivateHosts = ["127.0.0.1"];
    for (const hostId of hostIds) {
      const input = parse(WebhookInput, { kinds: webhookKinds, url });
      const made = input.ok ? await subscriptions.create(app, hostId, input.value) : input;
      if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    }
  });
}

/** Of a booking that was granted instantly, and of one that was moved, whose first emails may be outdated by then. */
const due = ["guest-confirmed", "host-confirmed"],
  dueWhenMoved = ["guest-rescheduled", "host-rescheduled"];

/** Every granted booking is in the store, its emails and webhooks were accepted, no time is held twice, and nobody was not told. */
export async function verify(
  proof: Proof,
  { program, box, webhooks }: Stage,
  { granted, moved }: Pick<Tally, "granted" | "moved">,
): Promise<void> {
  const wanted = [
    ...granted.flatMap((id) =>
      [...(moved.includes(id) ? dueWhenMoved : due), "booking.confirmed"].map((kind) =>
        `${id} ${kind}`
      )
    ),
    ...moved.map((id) => `${id} booking.rescheduled`),
  ];
  const missing = () => {
    const sent = new Set(box.emails.map(({ booking, kind }) => `${booking} ${kind}`));
    return wanted.filter((each) => !sent.has(each) && !webhooks.has(each));
  };
  await until("the last email and webhook", () => missing().length === 0, 120_000).catch(() => {});
  for (const each of missing()) proof.fail(`${each} was not sent`);

  const bookings = await judgeDump(proof, program.dataDir);
  const stored = new Set(bookings.map(({ id }) => id)), told = new Set(granted);
  for (const id of told) if (!stored.has(id)) proof.fail(`${id} was acknowledged and is lost`);
  for (const id of stored) if (!told.has(id)) proof.fail(`${id} is there and nobody was told`);
  if (told.size < granted.length) proof.fail("two guests were told of one booking");
  proof.checkLog(program.output().log);
  const copies = box.emails.length - new Set(box.emails.map(({ messageId }) => messageId)).size;
  proof.log(
    `all ${granted.length} granted bookings are there, ${moved.length} moved; ` +
      `${box.emails.length} emails accepted, ${copies} of them copies`,
  );
}
