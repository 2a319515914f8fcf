/** Random lives: each step is carried out on a model and on the store, through crashes, and both are compared. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type Booking, indexOwnersOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { bookingLine, type DumpLine, holdLines } from "../../src/tasks/dump-lines.ts";
import { bookingsIn, faultsIn, holdsIn } from "../proofs/invariant-checker.ts";
import { MortalStore } from "./crashing-store.ts";
import { type TestApp, testApp, testSecret } from "./test-app.ts";

/** The commit of a step that is the program's last one. */
interface Crash {
  when: "before" | "after";
  commits: number;
}

/** What every model has: a clock, and bookings with their deadlines. */
interface Timed {
  now: number;
  bookings: readonly {
    start: number;
    status: string;
    until: number | null;
    move: { until: number } | null;
  }[];
}

/** The clock goes on: by so much, to so long before a booking begins, or to the next deadline. */
export type TimedStep =
  | { what: "wait"; minutes: number }
  | { what: "near"; nth: number; minutes: number }
  | { what: "deadline" };

export function isTimed<Step extends { what: string }>(
  step: Step,
): step is Extract<Step, TimedStep> {
  return ["wait", "near", "deadline"].includes(step.what);
}

/** What the clock says after such a step. */
export function clockAfter({ now, bookings }: Timed, step: TimedStep): number {
  if (step.what === "wait") return now + step.minutes * MINUTE;
  if (step.what === "near") {
    return Math.max(now, (bookings[step.nth]?.start ?? now) - step.minutes * MINUTE);
  }
  const deadlines = bookings.flatMap(({ status, until, move }) =>
    status === "PENDING" && until !== null ? [until] : move ? [move.until] : []
  );
  return deadlines.length > 0 ? Math.min(...deadlines) : now;
}

/** The product under test: a store that can die, and the program over it. */
export abstract class World<Model extends Timed> {
  app!: TestApp;
  /** The bookings in the order in which they were made. */
  ids: string[] = [];

  protected constructor(readonly store: MortalStore, readonly options: () => Partial<TestApp>) {}

  async start(): Promise<void> {
    this.app = await testApp({
      kv: this.store.kv,
      sealer: openSealer(testSecret, null),
      ...this.options(),
    });
  }

  /** Ends the program, and starts it again over the same file. */
  async reopen(now: number): Promise<void> {
    await this.store.reopen();
    await this.start();
    this.app.at(now);
  }

  /** Owners of their own for the nth run, and what the model says of them. */
  abstract settle(n: number): Promise<Model>;

  [Symbol.dispose](): void {
    this.store[Symbol.dispose]();
  }
}

/** Every booking of these owners, in the order in which they were made; each index and history agrees with them. */
export async function readBookings(
  { app: { kv }, ids }: Pick<World<Timed>, "app" | "ids">,
  owners: readonly string[],
): Promise<Booking[]> {
  const listed = new Map<string, string[]>();
  for (const owner of owners) {
    for (const { key, value } of await listAll<string>(kv, { prefix: ["booking_of", owner] })) {
      listed.set(value, [...listed.get(value) ?? [], [owner, key[2], key[3]].join(" ")]);
    }
  }
  for (const id of listed.keys()) if (!ids.includes(id)) ids.push(id);
  const found: Booking[] = [];
  for (const id of ids) {
    const booking = (await getBooking(kv, id))!;
    const { status, start, revision } = booking;
    const wanted = indexOwnersOf(booking).map((owner) => `${owner} ${status} ${start}`);
    assert.deepEqual(listed.get(id)?.toSorted(), wanted.sort(), "the index tells the truth");
    assert.equal((await listHistory(kv, id)).length, revision);
    found.push(booking);
  }
  return found;
}

/** The checker finds nothing in these bookings and in what is held of their hosts. */
export async function checkDump(
  { app }: Pick<World<Timed>, "app">,
  hostIds: readonly string[],
  found: readonly Booking[],
): Promise<void> {
  const lines: DumpLine[] = found.map((booking) => bookingLine(booking, new Map()));
  for (const id of hostIds) lines.push(...await Array.fromAsync(holdLines(app.kv, id, id)));
  const text = lines.map((line) => JSON.stringify(line));
  assert.deepEqual(faultsIn(bookingsIn(text), holdsIn(text), app.now()), []);
}

/** How steps are carried out on the model and on the store. */
export interface Life<Model extends Timed, Step extends { what: string }, Of extends World<Model>> {
  /** What a step makes of the model; null when it is refused. */
  after(model: Model, step: Step): Model | null;
  /** Carries a step out by the product's own verbs; whether it was granted. */
  carryOut(world: Of, step: Step): Promise<boolean>;
  /** What the store says, and the model, in the same words. */
  stored(world: Of, now: number): Promise<unknown>;
  plain(model: Model, now: number): unknown;
  /** What the program does by itself when time has passed. */
  expire?(world: Of): Promise<void>;
  /** Steps of several commits: after a crash in the middle they are done again. */
  repeated?: readonly string[];
}

export class Command<Model extends Timed, Step extends { what: string }, Of extends World<Model>>
  implements fc.AsyncCommand<{ is: Model }, Of> {
  readonly crash: Crash | null;

  constructor(
    readonly life: Life<Model, Step, Of>,
    readonly step: Step,
    crash: Crash | null = null,
  ) {
    this.crash = isTimed(step) ? null : crash;
  }

  check = () => true;
  toString = () =>
    JSON.stringify(this.step) +
    (this.crash ? ` dying ${this.crash.when} commit ${this.crash.commits}` : "");

  async run(model: { is: Model }, world: Of): Promise<void> {
    const { life } = this, was = model.is, step = among(this.step, was.bookings.length);
    const next = life.after(was, step);
    if (isTimed(step)) {
      world.app.at(next!.now);
      await life.expire?.(world);
    }
    const granted = await this.#tried(world, step);
    if (granted !== "died") {
      assert.equal(granted, next !== null, `${this}: granted`);
    } else {
      await world.reopen(was.now);
      if (life.repeated?.includes(step.what)) await life.carryOut(world, step);
    }
    const now = world.app.now(), seen = await life.stored(world, now);
    // Who died in between has done it or has not; nothing else.
    const isDone = next !== null &&
      (granted !== "died" || isDeepStrictEqual(seen, life.plain(next, now)));
    if (isDone) model.is = next;
    assert.deepEqual(seen, life.plain(model.is, now), `${this}`);
  }

  async #tried(world: Of, step: Step): Promise<boolean | "died"> {
    if (this.crash) world.store.doom(this.crash.when, this.crash.commits);
    try {
      const granted = await this.life.carryOut(world, step);
      // Nothing more was to be committed; the program is started again all the same.
      if (this.crash) await world.reopen(world.app.now());
      return granted;
    } catch (error) {
      if (this.crash && error instanceof Error && error.message.includes("dead")) return "died";
      throw error;
    }
  }
}

/** The step with its number pointing at one of the bookings that are there; a negative one counts from the last. */
function among<Step extends { what: string; nth?: number }>(step: Step, many: number): Step {
  const { nth } = step;
  return nth === undefined || many === 0 ? step : { ...step, nth: ((nth % many) + many) % many };
}

/** One of these, as often as its weight among them says. */
export function weighted<T>(...each: [weight: number, arbitrary: fc.Arbitrary<T>][]) {
  return fc.oneof(...each.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** Lets so many random lives happen in a world. */
export async function live<Model extends Timed, Of extends World<Model>>(
  world: Of,
  aRun: fc.Arbitrary<fc.AsyncCommand<{ is: Model }, Of>[]>,
  options: { numRuns: number; seed?: number },
): Promise<void> {
  let n = 0;
  const property = fc.asyncProperty(aRun, async (commands) => {
    const is = await world.settle(n++);
    await fc.asyncModelRun(() => ({ model: { is }, real: world }), commands);
  });
  await fc.assert(property, options);
}
