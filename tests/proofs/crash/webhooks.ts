/** What two receivers are told of meetings while the program is killed; the second one refuses each event once. */
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import type { Program } from "../../support/program.ts";
import { alwaysOpen, seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import { diesAndLives } from "./lives.ts";
import { type Listener, meetingOf } from "./meeting.ts";

/** The commits from a booking to its delivered webhooks, each with how often it certainly happens. */
const commits: Record<string, number> = {
  "request": 2,
  "decide": 2,
  "expire": 2,
  "claim fan-out-event": 6,
  "add delivery": 6,
  "erase job": 6,
  "claim deliver-webhooks": 2,
  "note try": 12,
  "finish deliver-webhooks": 2,
};
/** Requests that the first receiver certainly gets. */
const REQUESTS = 6;
/** In `deno task ok`. */
const few = [
  "request:after:1",
  "add delivery:before:1",
  "add delivery:after:2",
  "note try:before:1",
  "note try:before:5",
  "answer:before:2",
  "answer:after:3",
];
/** Meetings of one life, at the same time. */
const MEETINGS = 2;

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export async function crashWebhooks(proof: Proof, chosen: readonly string[]): Promise<void> {
  await using folder = await tempFolder();
  await using reliable = await startReceiver();
  await using hesitant = await startReceiver();
  hesitant.answer = refusingOnce(proof.count(1, 6));
  const env = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    INVITO_BASE_URL: "https://meet.example.org",
  };
  await seed(folder.path, [reliable.url, hesitant.url]);
  const listeners: Listener[] = [
    { name: "the reliable one", received: reliable.received },
    { name: "the one that refuses first", received: hesitant.received },
  ];
  const points = chosen.length > 0 ? chosen : proof.count(0, 1) ? everyPoint() : few;
  let meetings = 0;
  for (const point of points) {
    const life = Array.from(
      { length: MEETINGS },
      () => meetingOf(proof, "ada", meetings++, listeners),
    );
    const kill = (program: Program) => void (reliable.answer = killing(program, reliable, point));
    const setting = { dataDir: folder.path, env };
    await diesAndLives(proof, setting, point, life, point.startsWith("answer:") ? kill : undefined);
  }
  const counts = listeners.map(({ received }) =>
    `${received.length} requests for ${new Set(received.map(({ id }) => id)).size} events`
  );
  proof.log(`killed at ${points.length} points; the receivers got ${counts.join(" and ")}`);
}

function everyPoint(): string[] {
  return Object.entries({ ...commits, answer: REQUESTS }).flatMap(([name, times]) =>
    Array.from(
      { length: times },
      (_, n) => ["before", "after"].map((side) => `${name}:${side}:${n + 1}`),
    ).flat()
  );
}

/** Refuses the first so many events when they come for the first time. */
function refusingOnce(events: number): Receiver["answer"] {
  const seen = new Set<string>();
  return (response, received) => {
    const isNew = seen.size < events && !seen.has(received.id);
    seen.add(received.id);
    (isNew ? status(503) : accept)(response, received);
  };
}

/** A host with a subscription to each of these addresses, who is free at any time. */
async function seed(dataDir: string, urls: readonly string[]): Promise<void> {
  const call = { durations: [30], slotInterval: 30, decision: "instant" as const };
  const { ada } = await seedHosts(dataDir, [alwaysOpen("ada", { slug: "call", ...call })]);
  await withFolderApp(dataDir, async (app) => {
    app.settings.allowPrivateHosts = ["127.0.0.1"];
    for (const url of urls) {
      const kinds = ["booking.confirmed", "booking.rescheduled", "booking.cancelled"];
      const input = parse(WebhookInput, { url, kinds });
      if (!input.ok) throw new Error("a subscription is refused");
      const created = await subscriptions.create(app, ada!, input.value);
      if (!created.ok) throw new Error(created.refusal.code);
    }
  });
}

/** Kills the program when a request has arrived whole, or when its answer has been sent; the next one's are accepted. */
function killing(program: Program, receiver: Receiver, point: string): Receiver["answer"] {
  const [, side, nth] = point.split(":");
  let left = Number(nth);
  const kill = () => {
    receiver.answer = accept;
    Deno.kill(program.pid, "SIGKILL");
  };
  return (response, received) => {
    if (--left !== 0) return accept(response, received);
    if (side === "before") return kill();
    response.once("finish", kill);
    accept(response, received);
  };
}
