import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import * as v from "valibot";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import { sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { getBooking, listHistory, listRescheduleRequests } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/store/commit.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { bookingLine } from "../../../src/tasks/dump-lines.ts";
import { bookingsIn, violations } from "../../proofs/invariant-checker.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";
import { testSecret } from "../../support/sign-in-app.ts";
import {
  after,
  asOf,
  type Kind,
  kinds,
  type Model,
  monday,
  rules,
  startOf,
  type Step,
  type Told,
} from "./life/model.ts";

import { countRules } from "../../support/rule-coverage.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";
const HOUR = 3_600_000;

/** A store in a file that can die at a commit, before or after it has happened, and is opened again. */
class World {
  #kv: Deno.Kv;
  #dying: "before" | "after" | null = null;
  #dead = false;
  app!: TestApp;
  hostId = "";
  username = "";
  ids: string[] = [];

  private constructor(readonly path: string, kv: Deno.Kv) {
    this.#kv = kv;
  }

  static async open(path: string): Promise<World> {
    const world = new World(path, await Deno.openKv(path));
    await world.#start();
    return world;
  }

  async #start(): Promise<void> {
    this.#dead = false;
    this.#dying = null;
    const kv = new Proxy(this.#kv, {
      get: (target, name) => {
        if (this.#dead) throw new Error("the program is dead");
        if (name === "atomic") return () => this.#mortal(target.atomic());
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    this.app = await testApp({ kv, sealer: await openSealer(testSecret, null) });
  }

  #mortal(op: Deno.AtomicOperation): Deno.AtomicOperation {
    const commit = op.commit.bind(op);
    op.commit = async () => {
      if (this.#dead) throw new Error("the program is dead");
      if (this.#dying === "before") this.#die();
      const result = await commit();
      if (this.#dying === "after") this.#die();
      return result;
    };
    return op;
  }

  #die(): never {
    this.#dead = true;
    throw new Error("the program is dead");
  }

  /** The next commit is the last one of this program. */
  doom(when: "before" | "after"): void {
    this.#dying = when;
  }

  async reopen(now: number): Promise<void> {
    this.#kv.close();
    this.#kv = await Deno.openKv(this.path);
    await this.#start();
    this.app.at(now);
  }

  /** A host of its own for each run. */
  async settle(n: number): Promise<void> {
    this.ids = [];
    this.username = `host-${n}`;
    this.app.at(monday - 30 * HOUR);
    const made = await createHost(this.app, {
      name: "Ada Beck",
      email: null,
      emailVerified: false,
      zone: "UTC",
      preferredUsername: this.username,
      identity: null,
    });
    assert(made.ok);
    this.hostId = made.value.id;
    this.username = made.value.username;
    for (
      const [slug, { minutes, after, cancellationNotice, rescheduleNotice, approval, seats }]
        of Object.entries(
          kinds,
        )
    ) {
      const wish = v.parse(EventTypeInput, {
        title: slug,
        slug,
        durations: [minutes],
        slotInterval: 15,
        bufferAfter: after,
        seats,
        cancellationNotice,
        rescheduleNotice,
        decision: approval ? "approval" : "instant",
      });
      assert((await eventTypes.create(this.app, this.hostId, wish)).ok);
    }
  }

  close(): void {
    this.#kv.close();
  }
}

/** Carries a step out by the product's own verbs; whether it was granted. */
async function carryOut(world: World, step: Step): Promise<boolean> {
  const { app, hostId } = world;
  if (step.what === "wait" || step.what === "near" || step.what === "deadline") return true;
  if (step.what === "request") return await request(world, step.kind, startOf(step.quarter));
  const id = world.ids[step.nth];
  if (id === undefined) return false;
  const { revision } = (await getBooking(app.kv, id))!;
  const decision = { hostId, revision, message: "", force: false };
  const by = (byHost: boolean) =>
    byHost ? { actor: "host" as const, hostId, force: false } : { actor: "guest" as const };
  switch (step.what) {
    case "confirm":
    case "reject":
      return (await bookings[step.what](app, id, decision)).ok;
    case "keep":
      return (await bookings.withdrawRescheduleRequest(app, id)).ok;
    case "expire":
      await bookings.expire(app, id);
      return false;
    case "drag":
    case "end":
      return await changeSlot(world, (await getBooking(app.kv, id))!, step);
    case "cancel":
      return (await bookings.cancel(app, id, { by: by(step.byHost), reason: "", revision })).ok;
    case "move": {
      const start = startOf(step.quarter);
      return (await bookings.reschedule(app, id, {
        by: by(step.byHost),
        start,
        revision,
        key: null,
      })).ok;
    }
    case "propose":
      return (await bookings.propose(app, id, {
        hostId,
        revision,
        starts: [startOf(step.quarter)],
        message: "",
      })).ok;
    case "no-show":
      return (await bookings.noShow(app, id, { hostId, isNoShow: step.is })).ok;
  }
}

/** The host's own calendar moves or deletes only what stands there: seats of somebody live, and no move to where it is. */
async function changeSlot(
  { app, hostId }: World,
  booking: Booking,
  step: Extract<Step, { what: "drag" | "end" }>,
): Promise<boolean> {
  if (!isSeat(booking) || !isLiveBooking(booking, app.now())) return false;
  if (step.what === "end") return (await cancelSharedSlot(app, booking.slot, { hostId })).ok;
  const start = startOf(step.quarter);
  return start !== booking.start &&
    (await rescheduleSharedSlot(app, booking.slot, { hostId, start })).ok;
}

async function request(world: World, slug: Kind, start: number): Promise<boolean> {
  const asked = await bookings.request(world.app, {
    username: world.username,
    slug,
    start,
    minutes: null,
    guest: {
      name: "Grace",
      email: "grace@example.org",
      note: "",
      zone: "UTC",
      hourCycle: 24,
      answers: [],
    },
    key: null,
    viaWidget: false,
    client: null,
  });
  return asked.ok;
}

/** What the store says, in the order in which the bookings were made; each index and story agrees with its booking. */
async function told(world: World, now: number): Promise<Told[]> {
  const { kv } = world.app;
  const found: Booking[] = [];
  for (const status of ["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"] as const) {
    for (
      const { key, value } of await listAll<string>(kv, {
        prefix: keys.bookingsOf(world.hostId, status),
      })
    ) {
      const booking = await getBooking(kv, value);
      assert(booking);
      assert.deepEqual(
        [booking.status, booking.start],
        [status, key[3]],
        "the index tells the truth",
      );
      assert.equal((await listHistory(kv, booking.id)).length, booking.revision);
      found.push(booking);
    }
  }
  for (const { id } of found) if (!world.ids.includes(id)) world.ids.push(id);
  assert.equal(found.length, world.ids.length, "each booking stands in the index once");
  await checkSlots(world, found, now);
  const moves = await listRescheduleRequests(kv, world.hostId, now, 100);
  assert.deepEqual(
    moves.map(({ id }) => id).sort(),
    found.filter(({ rescheduleRequest }) => rescheduleRequest && rescheduleRequest.expiresAt > now)
      .map(({ id }) => id).sort(),
  );
  return world.ids.map((id) => toldOf(found.find((each) => each.id === id)!));
}

/** Slot and hold name everybody who has a seat or asks for one there, and nobody's time is given twice. */
async function checkSlots({ app, hostId }: World, found: Booking[], now: number): Promise<void> {
  const span = { start: monday - 24 * HOUR, end: monday + 48 * HOUR };
  const holds = await listHolds(app.kv, hostId, span);
  const isHeld = ({ status }: Booking) => status === "PENDING" || status === "CONFIRMED";
  for (const slotId of new Set(found.flatMap(sharedSlotIds))) {
    const seats = found.filter((each) => isHeld(each) && sharedSlotIds(each).includes(slotId));
    const ids = seats.map(({ id }) => id).sort();
    const held = holds.find(({ slot }) => slot === slotId);
    assert.deepEqual([...(await getSlot(app.kv, slotId))!.bookingIds].sort(), ids, "slot");
    assert.deepEqual([...held?.bookingIds ?? []].sort(), ids, "hold");
  }
  const lines = found.map((booking) => JSON.stringify(bookingLine(booking, new Map())));
  assert.deepEqual(violations(bookingsIn(lines), now), []);
}

function toldOf(
  { type, start, status, reservedUntil, rescheduleRequest, proposed, noShowAt, sequence }: Booking,
): Told {
  return {
    kind: (Object.keys(kinds) as Kind[]).find((kind) => kind === type.slug)!,
    start,
    status,
    until: status === "PENDING" ? reservedUntil : null,
    move: rescheduleRequest &&
      { start: rescheduleRequest.start, until: rescheduleRequest.expiresAt },
    proposed: proposed ?? [],
    noShow: Boolean(noShowAt),
    sequence,
  };
}

const met = countRules("life", rules);

class Command implements fc.AsyncCommand<{ is: Model }, World> {
  constructor(readonly step: Step, readonly crash: "before" | "after" | null) {}
  check = () => true;
  toString = () =>
    JSON.stringify(this.step) + (this.crash ? ` dying ${this.crash} its commit` : "");

  async run(model: { is: Model }, world: World): Promise<void> {
    const was = model.is;
    const step = among(this.step, was.bookings.length);
    const next = after(was, step, met.meet);
    const granted = await this.#tried(world, step);
    if (granted === "died") await world.reopen(was.now);
    else {
      assert.equal(granted, next !== null, `${this}: granted`);
      model.is = next ?? was;
    }
    world.app.at(model.is.now);
    const { now } = model.is;
    const seen = (await told(world, now)).map((each) => asOf(each, now));
    const as = (state: Model) => state.bookings.map((each) => asOf(each, now));
    // Who died in between has done it or has not; nothing else.
    const isDone = granted === "died" && next !== null && isDeepStrictEqual(seen, as(next));
    if (isDone) model.is = next;
    assert.deepEqual(seen, as(model.is));
  }

  async #tried(world: World, step: Step): Promise<boolean | "died"> {
    if (this.crash) world.doom(this.crash);
    try {
      const granted = await carryOut(world, step);
      if (this.crash) return await this.#spared(world, granted);
      return granted;
    } catch (error) {
      if (this.crash && error instanceof Error && error.message.includes("dead")) return "died";
      throw error;
    }
  }

  /** Nothing was to be committed, so nobody died; the program is started again all the same. */
  async #spared(world: World, granted: boolean): Promise<boolean> {
    await world.reopen(world.app.now());
    return granted;
  }
}

/** The step with its number pointing at one of the bookings that are there; a negative one counts from the last. */
function among(step: Step, many: number): Step {
  return "nth" in step && many > 0 ? { ...step, nth: (step.nth + many) % many } : step;
}

const nth = fc.nat(5), quarter = fc.nat(7), sharedQuarter = fc.constantFrom(0, 0, 3);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      kind: fc.constantFrom<Kind>("talk", "coffee"),
      quarter,
    }),
  },
  {
    // Close together, so that guests meet in a slot and fill it.
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      kind: fc.constantFrom<Kind>("seminar", "seminar", "tour"),
      quarter: sharedQuarter,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant("move" as const),
      nth,
      quarter: sharedQuarter,
      byHost: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom(
        "confirm" as const,
        "confirm" as const,
        "reject" as const,
        "expire" as const,
        "keep" as const,
      ),
      nth,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("cancel" as const), nth, byHost: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("move" as const),
      nth,
      quarter,
      byHost: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("propose" as const), nth, quarter }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("drag" as const), nth, quarter }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("end" as const), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("no-show" as const), nth, is: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("wait" as const),
      minutes: fc.constantFrom(1, 59, 361, 1441),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("near" as const),
      nth,
      minutes: fc.constantFrom(30, 90, -10, -120),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ what: "deadline" as const }) },
);
const aCommand = fc.tuple(
  aStep,
  fc.option(fc.constantFrom("before" as const, "after" as const), { freq: 12 }),
).map(([step, crash]) => commandOf(step, crash));

function commandOf(step: Step, crash: "before" | "after" | null = null): Command {
  return new Command(step, ["wait", "near", "deadline"].includes(step.what) ? null : crash);
}

/** A meeting that was agreed, and what its people do with it: by single steps few runs come so far. */
const anAgreedMeeting = fc.record({
  kind: fc.constantFrom<Kind>("talk", "talk", "seminar"),
  quarter,
  to: quarter,
  then: fc.oneof(
    fc.constantFrom<Step[]>(
      [{ what: "confirm", nth: -1 }],
      [{ what: "reject", nth: -1 }],
      [{ what: "keep", nth: -1 }],
      [{ what: "deadline" }, { what: "confirm", nth: -1 }],
      [{ what: "deadline" }, { what: "reject", nth: -1 }],
    ).map((end) => ({ near: null, end })),
    fc.record({
      near: fc.constantFrom(90, 30, -5, -120),
      end: fc.constantFrom<Step[]>(
        [{ what: "cancel", nth: -1, byHost: false }],
        [{ what: "no-show", nth: -1, is: true }],
        [{ what: "cancel", nth: -1, byHost: true }],
      ),
    }),
  ),
}).map(({ kind, quarter, to, then: { near, end } }) => [
  commandOf({ what: "request", kind, quarter }),
  commandOf({ what: "confirm", nth: -1 }),
  ...near === null ? [] : [commandOf({ what: "near", nth: -1, minutes: near })],
  commandOf({ what: "move", nth: -1, quarter: to, byHost: false }),
  ...end.map((step) => commandOf(step)),
]);
const aPendingMeeting = fc.record({ quarter, to: quarter, isDeclined: fc.boolean() })
  .map(({ quarter, to, isDeclined }) => [
    commandOf({ what: "request", kind: "talk", quarter }),
    commandOf({ what: "propose", nth: -1, quarter: to }),
    ...isDeclined ? [commandOf({ what: "reject", nth: -1 })] : [],
  ]);
const aFullSlot = fc.tuple(
  sharedQuarter,
  fc.constantFrom<Step[]>([], [{ what: "end", nth: -1 }], [{
    what: "drag",
    nth: -1,
    quarter: 6,
  }], [{ what: "drag", nth: -1, quarter: 7 }]),
)
  .map(([quarter, end]) => [
    ...Array.from({ length: 3 }, () => commandOf({ what: "request", kind: "seminar", quarter })),
    ...end.map((step) => commandOf(step)),
  ]);
const aRun = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: aCommand.map((command) => [command]) },
    { weight: 3, arbitrary: anAgreedMeeting },
    { weight: 2, arbitrary: aPendingMeeting },
    { weight: 1, arbitrary: aFullSlot },
  ),
  { minLength: 7, maxLength: 12, size: "max" },
).map((parts) => parts.flat());

Deno.test("booking life: a pure model and the store in a file never differ, through crashes and reopening", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  const world = await World.open(path);
  let n = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        aRun,
        async (commands) => {
          await world.settle(n++);
          const start = world.app.now();
          await fc.asyncModelRun(
            () => ({ model: { is: { now: start, bookings: [] as Told[] } as Model }, real: world }),
            commands,
          );
        },
      ),
      { numRuns: full ? 10_000 : 200 },
    );
    met.assertEach(full ? 500 : 5);
  } finally {
    world.close();
    await Deno.remove(path);
  }
});
