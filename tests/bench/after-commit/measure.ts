/** How long after a booking's commit its emails and webhooks are accepted, beside handing over the same ones with nothing else to do. */
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import type { App } from "$lib/server/app.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { request } from "$lib/server/bookings/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { openSmtp } from "$lib/server/email/send.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openStore } from "$lib/server/kv/open-store.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { addEventType, bookingRequest, town } from "../../support/town.ts";
import { type Measured, median } from "../bench-table.ts";

const ROUNDS = 150;
const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;
/** A guest's click comes when the program has nothing else to do. */
const PAUSE_MS = 40;
/** For an email and a webhook of the same booking. */
const KINDS = ["email", "webhook"] as const;

type Kind = typeof KINDS[number];

export async function measureAfterCommit(): Promise<Measured[]> {
  const told = { email: [] as number[], webhook: [] as number[] };
  const bare = { email: [] as number[], webhook: [] as number[] };
  for (const kind of KINDS) {
    await using stage = await openStage(kind);
    for (let round = 0; round < ROUNDS; round++) {
      const after = await stage.book();
      const alone = await stage.handOver();
      // The first third warms up.
      if (round >= ROUNDS / 3) told[kind].push(...after), bare[kind].push(alone);
      await new Promise((wake) => setTimeout(wake, PAUSE_MS));
    }
  }
  const line = (what: string, kind: Kind, baseline: string): Measured => ({
    what,
    value: median(told[kind]),
    unit: "ms",
    baseline: { what: baseline, value: median(bare[kind]) },
    aim: { most: 5, of: "value" },
  });
  return [
    line(
      "an email, from the booking's commit until the mail server has it",
      "email",
      "handed over alone",
    ),
    line("a webhook, from the booking's commit until it is answered", "webhook", "posted alone"),
  ];
}

/** A host whose bookings are confirmed at once, with a mail server, and with a receiver where webhooks are measured. */
async function openStage(kind: Kind) {
  const folder = await tempFolder(), ending = new AbortController();
  const receivers = new Worker(new URL("./receivers.ts", import.meta.url), { type: "module" });
  const ports = await new Promise<{ smtp: number; http: number }>((resolve) => {
    receivers.onmessage = ({ data }) => resolve(data);
  });
  const server = { host: "127.0.0.1", port: ports.smtp, user: "", password: "" };
  const send = openSmtp(server, {
    domain: "bench.example",
    stopping: ending.signal,
    security: "none",
  });
  const fetchOut = openOutbound({ allow: ["127.0.0.1"] });
  let committed = 0, arrived: number[] = [], last = (): Promise<unknown> => Promise.resolve();
  let reached = () => {};
  const noted = async <T>(made: () => Promise<T>): Promise<T> => {
    last = made;
    const result = await made();
    arrived.push(performance.now() - committed);
    reached();
    return result;
  };
  const kv = noting(await openStore(`${folder.path}/store`), () => committed = performance.now());
  let wakeJobs: App["wakeJobs"] = () => {};
  const { app, host } = await town({
    app: {
      kv,
      now: Date.now,
      elapsed: () => performance.now(),
      wakeJobs: (committed) => wakeJobs(committed),
      sendMail: kind === "email" ? (email: Email) => noted(() => send(email)) : null,
      fetch: ((...args) => noted(() => fetchOut(...args))) as App["fetch"],
    },
  });
  app.settings.allowPrivateHosts = ["127.0.0.1"];
  app.settings.smtp = { ...server, from: { name: "Invito", address: "invito@bench.example" } };
  const type = await addEventType(app, host, {
    slug: "call",
    decision: "instant",
    bookingWindowDays: 365,
  });
  if (kind === "webhook") {
    const url = `http://127.0.0.1:${ports.http}/hook`;
    const input = parse(WebhookInput, { url, kinds: ["booking.confirmed"] });
    if (!input.ok || !(await subscriptions.create(app, host.id, input.value)).ok) {
      throw new Error("the subscription is refused");
    }
  }
  const window = { start: app.now() + DAY, end: app.now() + 364 * DAY };
  const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
  const free = starts.filter((start) => start % HALF_HOUR === 0);
  const runner = openJobRunner(app, jobHandlers);
  wakeJobs = (committed) => runner.wake(committed);
  runner.wake();
  return {
    /** How long after the commit each of them was accepted, ms. */
    async book(): Promise<number[]> {
      arrived = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      reached = () => arrived.length === (kind === "email" ? 2 : 1) && resolve();
      const start = free.shift()!;
      const outcome = await app.requests.answer(() =>
        request(app, bookingRequest({ slug: "call", start }))
      );
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      await promise;
      return arrived;
    },
    /** The last one once more. */
    async handOver(): Promise<number> {
      const began = performance.now();
      await last();
      return performance.now() - began;
    },
    async [Symbol.asyncDispose]() {
      await runner.stop(1_000);
      ending.abort();
      kv.close();
      receivers.terminate();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The store as it is, and a word when a new booking was committed. */
function noting(kv: Deno.Kv, onBooking: () => void): Deno.Kv {
  const { atomic } = kv;
  return Object.assign(kv, {
    atomic() {
      const op = atomic.call(kv), { set, commit } = op;
      let isBooking = false;
      return Object.assign(op, {
        set(...args: Parameters<typeof set>) {
          isBooking ||= args[0][0] === "booking" && args[0].length === 2;
          return set.apply(op, args);
        },
        async commit() {
          const done = await commit.call(op);
          if (isBooking && done.ok) onBooking();
          return done;
        },
      });
    },
  });
}
