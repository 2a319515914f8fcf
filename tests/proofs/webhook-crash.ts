/**
 * Must never be: an event that a subscriber is not told of, is told of under two ids, or is told of before an earlier one of
 * the same booking, by a crash. The program is killed with SIGKILL before and after each commit from the booking to the
 * delivered webhook, and before and after a receiver has answered; then it is started again, asked again, and what two
 * receivers got is compared with the booking's history. The second one refuses each event once.
 *
 * Run: `deno run -A tests/proofs/webhook-crash.ts [POINT…]`
 */
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import { listAll } from "$lib/server/store/commit.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { root } from "../../src/tasks/root.ts";
import { type Program, startProgram } from "../support/program.ts";
import { everyDay, seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { until } from "../support/until.ts";
import type { TestApp } from "../support/test-app.ts";
import { accept, startReceiver, status } from "../support/webhooks/receiver.ts";
import { isQuiet } from "./team-crash/deeds.ts";
import { type Meeting, meetingWith } from "./webhook-crash/meeting.ts";

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
interface Stage {
  dataDir: string;
  env: Record<string, string>;
  reliable: Receiver;
  hesitant: Receiver;
}

await prove("webhook crash", async (proof) => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-webhook-crash-" });
  await using reliable = await startReceiver();
  await using hesitant = await startReceiver();
  hesitant.answer = refusingOnce(proof.count(1, 6));
  const env = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    INVITO_BASE_URL: "https://meet.example.org",
  };
  const stage = { dataDir, env, reliable, hesitant };
  const points = Deno.args.length > 0 ? Deno.args : proof.count(0, 1) ? everyPoint() : few;
  try {
    await seed(stage);
    let meetings = 0;
    for (const point of points) {
      const life = Array.from({ length: MEETINGS }, () => meetingWith("ada", meetings++));
      await diesAt(proof, stage, point, life);
      await finishes(proof, stage, point, life);
    }
    judge(proof, stage, points.length);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

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

/** A host with two subscriptions, who is free at any time. */
async function seed({ dataDir, reliable, hesitant }: Stage): Promise<void> {
  const { ada } = await seedHosts(dataDir, [{
    username: "ada",
    zone: "UTC",
    rules: everyDay(0, 1440),
    types: [{ slug: "call", decision: "instant", durations: [30], slotInterval: 30 }],
  }]);
  await withFolderApp(dataDir, async (app) => {
    app.settings.allowPrivateHosts = ["127.0.0.1"];
    for (const { url } of [reliable, hesitant]) {
      const kinds = ["booking.confirmed", "booking.rescheduled", "booking.cancelled"];
      const input = parse(WebhookInput, { url, kinds });
      if (!input.ok) throw new Error("a subscription is refused");
      const created = await subscriptions.create(app, ada!, input.value);
      if (!created.ok) throw new Error(created.refusal.code);
    }
  });
}

/** The meetings are begun, and the program dies at a point of them. */
async function diesAt(
  proof: Proof,
  { dataDir, env, reliable }: Stage,
  point: string,
  life: readonly Meeting[],
): Promise<void> {
  const isAnswer = point.startsWith("answer:");
  await using program = await startProgram({
    dataDir,
    env: { ...env, ...(isAnswer ? {} : { CRASH_AT: point }) },
    preload: `${root}/tests/proofs/crash/kill-at-commit.ts`,
  });
  if (isAnswer) reliable.answer = killing(program, point);
  await Promise.all(life.map((each) =>
    each.act(program.address).catch((error) => {
      if (!(error instanceof TypeError)) throw error;
    })
  ));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), 30_000);
  });
  if (await Promise.race([program.ended(), late]) === "late") {
    proof.fail(`it did not die at ${point}`);
  }
  clearTimeout(timer);
  reliable.answer = accept;
}

/** Kills the program when a request has arrived whole, or when its answer has been sent. */
function killing(program: Program, point: string): Receiver["answer"] {
  const [, side, nth] = point.split(":");
  let left = Number(nth);
  const kill = () => Deno.kill(program.pid, "SIGKILL");
  return (response, received) => {
    if (--left !== 0) return accept(response, received);
    if (side === "before") return kill();
    response.once("finish", kill);
    accept(response, received);
  };
}

/** The program is started again, its guests ask again, and everything that is due is done. */
async function finishes(
  proof: Proof,
  { dataDir, env, reliable, hesitant }: Stage,
  point: string,
  life: readonly Meeting[],
): Promise<void> {
  await using program = await startProgram({ dataDir, env });
  for (const meeting of life) await meeting.act(program.address);
  await until("every webhook is delivered", () => withFolderApp(dataDir, isTold), 120_000);
  const listeners = [{ name: "the reliable one", received: reliable.received }, {
    name: "the one that refuses first",
    received: hesitant.received,
  }];
  await withFolderApp(dataDir, async (app) => {
    for (const meeting of life) await meeting.check(proof, app, listeners, point);
  });
  if (/"level":"error"/.test(program.output().log)) proof.fail(`${point}: faults in the log`);
}

/** Whether no job and no delivery waits any more. */
async function isTold(app: TestApp): Promise<boolean> {
  const waiting = await listAll(app.kv, { prefix: ["webhook_due"] }, { limit: 1 });
  return waiting.length === 0 && await isQuiet(app);
}

function judge(proof: Proof, { reliable, hesitant }: Stage, lives: number): void {
  const counts = [reliable, hesitant].map(({ received }) => {
    const ids = new Set(received.map(({ id }) => id));
    return `${received.length} requests for ${ids.size} events`;
  });
  proof.log(`killed at ${lives} points; the receivers got ${counts.join(" and ")}`);
}
