import assert from "node:assert/strict";
import fc from "fast-check";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { seatHolders } from "$lib/scheduling/shared-slot.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { type Host } from "$lib/scheduling/host.ts";
import { holdsConflict, isLive } from "$lib/scheduling/holds.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/store/commit.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import * as v from "valibot";
import { violations } from "../../proofs/invariant-checker.ts";
import { type TestApp } from "../../support/test-app.ts";
import { signInApp } from "../../support/sign-in-app.ts";
import { dumpBookings } from "../../support/dump-store.ts";
import { countRules } from "../../support/rule-coverage.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";
const MINUTE = 60_000;
const monday = Date.UTC(2026, 10, 2, 9);

/** A host with a type of 30 minutes each 15, one of 60 with buffers, one that confirms at once, and two that guests share. */
async function town(): Promise<{ app: TestApp; host: Host }> {
  const app = await signInApp();
  const made = await createHost(app, {
    name: "Ada Beck",
    email: "ada@example.org",
    emailVerified: true,
    zone: "UTC",
    preferredUsername: "ada",
    identity: null,
  });
  assert(made.ok);
  const wishes = [
    {
      title: "Long",
      slug: "long",
      durations: [60],
      slotInterval: 30,
      bufferBefore: 15,
      bufferAfter: 30,
    },
    { title: "Coffee", slug: "coffee", durations: [15], decision: "instant" },
    {
      title: "Seminar",
      slug: "seminar",
      durations: [30],
      slotInterval: 15,
      bufferAfter: 15,
      seats: 2,
    },
    {
      title: "Tour",
      slug: "tour",
      durations: [30],
      slotInterval: 15,
      seats: 3,
      decision: "instant",
    },
  ];
  for (const wish of wishes) {
    const created = await eventTypes.create(app, made.value.id, v.parse(EventTypeInput, wish));
    assert(created.ok);
  }
  return { app, host: made.value };
}

let guests = 0;

function wish(slug: string, start: number, key: string | null = null): bookings.BookingRequest {
  const n = ++guests;
  return {
    username: "ada",
    slug,
    start,
    minutes: null,
    guest: {
      name: `Guest ${n}`,
      email: `guest-${n}@example.org`,
      note: "",
      zone: "UTC",
      hourCycle: 24,
      answers: [],
    },
    key: key === null ? null : { route: "test", value: key },
    viaWidget: false,
    client: null,
  };
}

/** Nobody's time is held twice, by meetings or by wishes to move them, and the ledger tells the same story as the bookings. */
async function assertHolds(app: TestApp, host: Host): Promise<void> {
  const now = app.now();
  const lines = await dumpBookings(app.kv);
  assert.deepEqual(violations(lines, now), []);
  assert.deepEqual(violations(lines, 0), [], "expired in the store before its time was given away");

  const expected = (await listAll<Booking>(app.kv, { prefix: keys.bookings() }))
    .flatMap(({ value }) => heldBy(value, now));
  for (const [i, a] of expected.entries()) {
    for (const b of expected.slice(i + 1)) {
      const isTogether = a.id === b.id || a.slot === b.slot;
      assert(isTogether || !holdsConflict(a, b), `${a.slot} and ${b.slot} hold the same time`);
    }
  }
  for (const [slot, seats] of Object.entries(Object.groupBy(expected, ({ slot }) => slot))) {
    const guests = new Set(seats!.map(({ id }) => id));
    assert(guests.size <= (seatsOf[seats![0]!.type] ?? 0), `${slot} has ${guests.size} guests`);
  }
  const span = { start: monday - 86_400_000, end: monday + 3 * 86_400_000 };
  const holds = (await listHolds(app.kv, host.id, span)).filter((hold) => isLive(hold, now));
  const names = (claims: { slot: string; start: number; id: string }[]) =>
    [...new Set(claims.map(({ slot, start, id }) => `${slot} ${start} ${id}`))].sort();
  assert.deepEqual(
    names(holds.flatMap((hold) => seatHolders(hold, now).map((id) => ({ ...hold, id })))),
    names(expected),
  );
}

const seatsOf: Record<string, number> = {
  "intro-call": 1,
  long: 1,
  coffee: 1,
  seminar: 2,
  tour: 3,
  once: 1,
};

function heldBy(
  { id, slot, start, end, bufferBefore, bufferAfter, rescheduleRequest, ...booking }: Booking,
  now: number,
) {
  if (!isLiveBooking({ ...booking, rescheduleRequest }, now)) return [];
  const own = { id, slot, start, end, bufferBefore, bufferAfter, type: booking.type.slug };
  if (!rescheduleRequest || rescheduleRequest.expiresAt <= now) return [own];
  return [own, {
    ...own,
    slot: rescheduleRequest.slot ?? `${slot}:move`,
    start: rescheduleRequest.start,
    end: rescheduleRequest.end,
  }];
}

Deno.test("request: of 64 at once for one time, without a queue, one wins and each other gets alternatives", async () => {
  const { app, host } = await town();
  using _ = app;
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => bookings.request(app, wish("intro-call", monday))),
  );
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  for (const outcome of outcomes) {
    if (outcome.ok || outcome.refusal.code === "busy") continue;
    assert.equal(outcome.refusal.code, "taken");
    assert.equal(outcome.refusal.alternatives?.length, 4);
    assert(!outcome.refusal.alternatives.includes(monday));
  }
  await assertHolds(app, host);
});

Deno.test("request: 64 at once with one key are one booking and one answer", async () => {
  const { app, host } = await town();
  using _ = app;
  const same = wish("intro-call", monday, "one-key-of-many-letters");
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => bookings.request(app, same)),
  );
  const tokens = new Set(outcomes.map((outcome) => outcome.ok ? outcome.value.token : "refused"));
  assert.equal(tokens.size, 1, [...tokens].join());
  assert(!tokens.has("refused"));
  assert.equal((await dumpBookings(app.kv)).length, 1);
  await assertHolds(app, host);
});

Deno.test("request: at the instant of expiry one of 64 gets the time, and the old request is expired first", async () => {
  const { app, host } = await town();
  using _ = app;
  const tuesday = monday + 86_400_000;
  const ask = () => bookings.request(app, wish("intro-call", tuesday));
  const first = await ask();
  assert(first.ok);
  app.at(first.value.booking.reservedUntil! - 1);
  const early = await ask();
  assert(!early.ok && early.refusal.code === "taken");

  app.at(first.value.booking.reservedUntil!);
  const decision = { hostId: host.id, revision: 1, message: "", force: false };
  const late = bookings.confirm(app, first.value.booking.id, decision);
  const outcomes = await Promise.all(Array.from({ length: 64 }, ask));
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  const confirmed = await late;
  assert(!confirmed.ok && confirmed.refusal.code === "expired");
  assert.equal((await getBooking(app.kv, first.value.booking.id))?.endReason, "expired");
  await assertHolds(app, host);
});

const aStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      slug: fc.constantFrom("intro-call", "long", "coffee"),
      quarter: fc.nat(11),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      slug: fc.constantFrom("seminar", "seminar", "tour"),
      quarter: fc.constantFrom(0, 0, 4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom("drag" as const, "end" as const),
      nth: fc.nat(30),
      quarter: fc.nat(11),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom(
        "confirm" as const,
        "confirm" as const,
        "reject" as const,
        "reject" as const,
        "expire" as const,
        "expire" as const,
        "cancel" as const,
      ),
      nth: fc.nat(30),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant("move" as const),
      nth: fc.nat(30),
      quarter: fc.nat(11),
      byHost: fc.boolean(),
    }),
  },
);
const aRound = fc.record({
  steps: fc.array(aStep, { minLength: 4, maxLength: 16, size: "max" }),
  later: fc.constantFrom(0, MINUTE, 24 * 60 * MINUTE - 1, 1),
});

Deno.test("requests, decisions and expiry at once, in any order, never give one time twice", async () => {
  const met = countRules("race", [
    "request",
    "request refused",
    "confirm",
    "confirm refused",
    "reject",
    "expire",
    "expire refused",
    "cancel",
    "cancel refused",
    "move",
    "move refused",
    "drag",
    "end",
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(aRound, { minLength: 3, maxLength: 5, size: "max" }),
      async (rounds) => {
        const { app, host } = await town();
        using _ = app;
        const known: Booking[] = [];
        for (const round of rounds) {
          const before = await dumpBookings(app.kv);
          const outcomes = await Promise.all(round.steps.map(async (step) => {
            if (step.what === "request") {
              const asked = monday + step.quarter * 15 * MINUTE;
              const outcome = await bookings.request(app, wish(step.slug, asked));
              if (outcome.ok) known.push(outcome.value.booking);
              return outcome;
            }
            const booking = known[step.nth % Math.max(1, known.length)];
            if (!booking) return null;
            return await later(app, host, booking.id, step);
          }));
          for (const [i, outcome] of outcomes.entries()) {
            const { what } = round.steps[i]!;
            if (outcome?.ok) met.meet(what);
            else if (outcome && what !== "reject" && what !== "drag" && what !== "end") {
              met.meet(`${what} refused`);
            }
          }
          assert(outcomes.every((outcome) => outcome?.ok || outcome?.refusal.code !== "not-found"));
          await assertHolds(app, host);
          assert.ok((await dumpBookings(app.kv)).length >= before.length);
          app.at(app.now() + round.later);
        }
        for (const { id } of known) await assertOneStory(app, id);
      },
    ),
    { numRuns: full ? 2_000 : 60 },
  );
  met.assertEach(full ? 100 : 2);
});

type Later = Exclude<typeof aStep extends fc.Arbitrary<infer T> ? T : never, { slug: string }>;

/** What becomes of a booking that is there, over its revision as somebody may just have seen it. */
async function later(app: TestApp, host: Host, id: string, step: Later) {
  const revision = (await getBooking(app.kv, id))!.revision;
  const asHost = { actor: "host" as const, hostId: host.id, force: false };
  switch (step.what) {
    case "expire":
      return await bookings.expire(app, id);
    case "drag":
    case "end": {
      const { slot } = (await getBooking(app.kv, id))!;
      if (slot === id) return null;
      const hostId = host.id, start = monday + step.quarter * 15 * MINUTE;
      return step.what === "end"
        ? await cancelSharedSlot(app, slot, { hostId })
        : await rescheduleSharedSlot(app, slot, { hostId, start });
    }
    case "cancel":
      return await bookings.cancel(app, id, { by: asHost, reason: "", revision: null });
    case "move": {
      const by = step.byHost ? asHost : { actor: "guest" as const };
      const start = monday + step.quarter * 15 * MINUTE;
      return await bookings.reschedule(app, id, { by, start, revision: null, key: null });
    }
    default: {
      const decision = { hostId: host.id, revision, message: "", force: false };
      return await bookings[step.what](app, id, decision);
    }
  }
}

/** Every change stands in the history once; it is agreed at most once, and ends at most once, with its last word. */
async function assertOneStory(app: TestApp, id: string): Promise<void> {
  const booking = await getBooking(app.kv, id);
  const story = (await listHistory(app.kv, id)).map(({ event }) => event);
  assert(booking);
  assert.equal(story.length, booking.revision);
  assert(story.filter((what) => what === "confirmed").length <= 1, story.join());
  const end = story.findIndex((what) =>
    ["rejected", "expired", "cancelled", "withdrawn"].includes(what)
  );
  const isOver = booking.status === "REJECTED" || booking.status === "CANCELLED";
  assert.equal(end, isOver ? story.length - 1 : -1, story.join());
}

Deno.test("request: what is refused as taken conflicts with somebody who was granted", async () => {
  const { app, host } = await town();
  using _ = app;
  const slugs = ["intro-call", "long", "coffee"];
  const minutes: Record<string, [number, number, number]> = {
    "intro-call": [30, 0, 0],
    long: [60, 15, 30],
    coffee: [15, 0, 0],
  };
  const asked = Array.from({ length: 96 }, (_, i) => ({
    slug: slugs[i % 3]!,
    start: monday + ((i * 7) % 20) * 30 * MINUTE,
  }));
  const outcomes = await Promise.all(
    asked.map(({ slug, start }) => bookings.request(app, wish(slug, start))),
  );
  const held = (slug: string, start: number) => {
    const [length, before, after] = minutes[slug]!;
    return { start, end: start + length * MINUTE, bufferBefore: before, bufferAfter: after };
  };
  const won = asked.filter((_, i) => outcomes[i]!.ok).map(({ slug, start }) => held(slug, start));
  assert(won.length >= 8);
  asked.forEach(({ slug, start }, i) => {
    const outcome = outcomes[i]!;
    if (outcome.ok || outcome.refusal.code !== "taken") return;
    assert(won.some((winner) => holdsConflict(winner, held(slug, start))));
  });
  await assertHolds(app, host);
});

Deno.test("request: the last meeting of a day is given once, at whichever time it is requested", async () => {
  const { app, host } = await town();
  using _ = app;
  const once = v.parse(EventTypeInput, {
    title: "Once",
    slug: "once",
    durations: [15],
    bookingLimits: { day: 2, week: null, month: null },
  });
  assert((await eventTypes.create(app, host.id, once)).ok);
  const outcomes = await Promise.all(
    Array.from(
      { length: 32 },
      (_, i) => bookings.request(app, wish("once", monday + (i % 16) * 15 * MINUTE)),
    ),
  );
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 2);
  await assertHolds(app, host);
});

Deno.test("request: hours that the host edits meanwhile hold for every booking that is committed after them", async () => {
  let before = 0, after = 0;
  for (let round = 0; round < (full ? 100 : 8); round++) {
    const { app, host } = await town();
    using _ = app;
    const [schedule] = await listSchedules(app.kv, host.id);
    const ask = (from: number) => (_: unknown, i: number) =>
      bookings.request(app, wish("coffee", monday + (from + i) * 15 * MINUTE));
    // From eleven on, nothing is left of the day.
    const rules = [{ weekday: 1, from: 9 * 60, to: 11 * 60 }];
    const { id, revision } = schedule!;
    const asked = Array.from({ length: 14 }, ask(0));
    // Begun at once, or while so many are still under way.
    if (round % 4 > 0) await Promise.any(asked.slice(0, 14 - round % 4));
    const save = () => schedules.saveRules(app, host.id, id, { revision, rules });
    const edit = (async () => {
      // Without the queue it may be outrun again and again, and is told so.
      for (;;) {
        const saved = await save();
        if (saved.ok || saved.refusal.code !== "busy") return saved;
      }
    })();
    const outcomes = await Promise.all([...asked, ...Array.from({ length: 4 }, ask(4))]);
    assert((await edit).ok);
    const edited = await app.kv.get(keys.schedule(host.id, id));
    for (const outcome of outcomes) {
      if (!outcome.ok) continue;
      const { booking } = outcome.value;
      const entry = await app.kv.get(keys.booking(booking.id));
      const isAfter = entry.versionstamp! > edited.versionstamp!;
      if (isAfter) after++;
      else before++;
      assert(!isAfter || booking.end <= monday + 2 * 60 * MINUTE, "committed outside the hours");
    }
    await assertHolds(app, host);
  }
  assert(before > 0 && after > 0, `${before} before, ${after} after`);
});
