import assert from "node:assert/strict";
import fc from "fast-check";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { holdsConflict } from "$lib/scheduling/holds.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import type { TestApp } from "../../support/test-app.ts";
import { dumpBookings } from "../../support/dump-store.ts";
import { countRules } from "../../support/rule-coverage.ts";
import { assertHolds, guestRequest, monday, racedHost } from "../../support/raced-host.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";

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
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("expire" as const), nth: fc.nat(30) }),
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
  later: fc.constantFrom(0, MINUTE, DAY - 1, DAY, 1),
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
        const { app, host } = await racedHost();
        using _ = app;
        const known: Booking[] = [];
        for (const round of rounds) {
          const before = await dumpBookings(app.kv);
          const outcomes = await Promise.all(round.steps.map(async (step) => {
            if (step.what === "request") {
              const requested = monday + step.quarter * 15 * MINUTE;
              const outcome = await bookings.request(app, guestRequest(step.slug, requested));
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
        for (const { id } of known) await assertOneHistory(app, id);
      },
    ),
    { numRuns: full ? 2_000 : 60 },
  );
  met.assertEach(1);
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
async function assertOneHistory(app: TestApp, id: string): Promise<void> {
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
  const { app, host } = await racedHost();
  using _ = app;
  const slugs = ["intro-call", "long", "coffee"];
  const minutes: Record<string, [number, number, number]> = {
    "intro-call": [30, 0, 0],
    long: [60, 15, 30],
    coffee: [15, 0, 0],
  };
  const requested = Array.from({ length: 96 }, (_, i) => ({
    slug: slugs[i % 3]!,
    start: monday + ((i * 7) % 20) * 30 * MINUTE,
  }));
  const outcomes = await Promise.all(
    requested.map(({ slug, start }) => bookings.request(app, guestRequest(slug, start))),
  );
  const held = (slug: string, start: number) => {
    const [length, before, after] = minutes[slug]!;
    return { start, end: start + length * MINUTE, bufferBefore: before, bufferAfter: after };
  };
  const won = requested.filter((_, i) => outcomes[i]!.ok).map(({ slug, start }) =>
    held(slug, start)
  );
  assert(won.length >= 8);
  requested.forEach(({ slug, start }, i) => {
    const outcome = outcomes[i]!;
    if (outcome.ok || outcome.refusal.code !== "taken") return;
    assert(won.some((winner) => holdsConflict(winner, held(slug, start))));
  });
  await assertHolds(app, host);
});

Deno.test("request: hours that the host edits meanwhile hold for every booking that is committed after them", async () => {
  let before = 0, after = 0;
  for (let round = 0; round < (full ? 100 : 8); round++) {
    const { app, host } = await racedHost();
    using _ = app;
    const [schedule] = await listSchedules(app.kv, host.id);
    const ask = (from: number) => (_: unknown, i: number) =>
      bookings.request(app, guestRequest("coffee", monday + (from + i) * 15 * MINUTE));
    // From eleven on, nothing is left of the day.
    const rules = [{ weekday: 1, from: 9 * 60, to: 11 * 60 }];
    const { id, revision } = schedule!;
    const requested = Array.from({ length: 14 }, ask(0));
    // Begun at once, or while so many are still under way.
    if (round % 4 > 0) await Promise.any(requested.slice(0, 14 - round % 4));
    const save = () => schedules.saveRules(app, host.id, id, { revision, rules });
    const edit = (async () => {
      // Without the queue it may be outrun again and again, and is told so.
      for (;;) {
        const saved = await save();
        if (saved.ok || saved.refusal.code !== "busy") return saved;
      }
    })();
    const outcomes = await Promise.all([...requested, ...Array.from({ length: 4 }, ask(4))]);
    assert((await edit).ok);
    const edited = await app.kv.get(keys.schedule(host.id, id));
    for (const outcome of outcomes) {
      if (!outcome.ok) continue;
      const { booking } = outcome.value;
      const entry = await app.kv.get(keys.booking(booking.id));
      const isAfter = entry.versionstamp! > edited.versionstamp!;
      if (isAfter) after++;
      else before++;
      assert(!isAfter || booking.end <= monday + 2 * HOUR, "committed outside the hours");
    }
    await assertHolds(app, host);
  }
  assert(before > 0 && after > 0, `${before} before, ${after} after`);
});
