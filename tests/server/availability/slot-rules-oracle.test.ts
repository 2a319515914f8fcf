import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, wallClockInstant, weekdayOf } from "$lib/scheduling/day.ts";
import { explainStart, type ReasonCode, reasonCodes } from "$lib/scheduling/slot-reasons.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { monthSpan } from "$lib/scheduling/month.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { explainWindow } from "$lib/server/availability/explain.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { commit } from "$lib/server/store/commit.ts";
import { listEventTypes, setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/store/guard.ts";
import { setHostRules } from "$lib/server/store/host-rules.ts";
import { addHold, readShards, writeShards } from "$lib/server/store/ledger.ts";
import { busyByDay, writeGeneration } from "$lib/server/store/sync-state.ts";
import { keys } from "$lib/server/store/keys.ts";
import { getSchedule, setSchedule } from "$lib/server/store/schedules.ts";
import { type WallTime, wallTimes } from "../../support/brute-force-slots.ts";
import { ada, bookingRequest, configuredApp } from "../../support/configured-app.ts";
import { countRules } from "../../support/rule-coverage.ts";
import { oracleSlots, type RuleSet } from "../../support/slot-oracle.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const isFull = Deno.env.get("INVITO_PROVE") === "full";
const RUNS = isFull ? 60 : 6;
const SAMPLES = 200;

/** Zones with a month in which their clocks do something. */
const places: [zone: string, month: string][] = [
  ["Europe/Berlin", "2026-10"],
  ["America/New_York", "2027-03"],
  ["Australia/Lord_Howe", "2027-04"],
  ["Africa/Cairo", "2027-04"],
  ["America/Havana", "2026-11"],
  ["America/Sao_Paulo", "2018-02"],
  ["Asia/Kathmandu", "2026-11"],
];

const seen = new Map<string, WallTime[]>();

function clockOf(zone: string, span: { start: number; end: number }): WallTime[] {
  const key = `${zone} ${span.start}`;
  const known = seen.get(key) ?? wallTimes(zone, span.start - 16 * DAY, span.end + 18 * DAY);
  seen.set(key, known);
  return known;
}

const aWindow = fc.tuple(fc.nat(95), fc.integer({ min: 1, max: 96 })).map(([a, b]) => ({
  from: 15 * Math.min(a, b - 1),
  to: 15 * Math.max(a + 1, b),
}));
const aDate = fc.integer({ min: -3, max: 33 });
const aBuffer = fc.constantFrom(0, 0, 10, 45);
const aCap = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 });
const caps = fc.record({ day: aCap, week: aCap, month: fc.constantFrom(null, null, null, 9, 12) });

const aCase = fc.record({
  place: fc.constantFrom(...places),
  now: fc.integer({ min: -10 * 1440, max: 20 * 1440 }),
  rules: fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), aWindow), {
    minLength: 4,
    maxLength: 12,
  }),
  overrides: fc.array(fc.tuple(aDate, fc.constantFrom("add", "block"), aWindow), {
    maxLength: 12,
  }),
  timeOff: fc.array(fc.tuple(aDate, fc.nat(5)), { maxLength: 2 }),
  holidays: fc.uniqueArray(aDate, { maxLength: 3 }),
  minutes: fc.constantFrom(15, 30, 50, 90),
  step: fc.constantFrom(null, 5, 15, 20),
  before: aBuffer,
  after: aBuffer,
  notice: fc.constantFrom(0, 0, 90, 2880),
  horizon: fc.oneof(
    fc.record({ days: fc.constantFrom(7, 20, 60) }),
    fc.record({ until: fc.integer({ min: 5, max: 40 }) }),
  ),
  typeCaps: caps,
  hostCaps: caps,
  holds: fc.array(
    fc.record({
      at: fc.integer({ min: -8 * 1440, max: 36 * 1440 }),
      minutes: fc.integer({ min: 15, max: 120 }),
      before: aBuffer,
      after: aBuffer,
      mine: fc.boolean(),
      asked: fc.boolean(),
      /** Where guests share it: how many are there. */
      guests: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
    }),
    { maxLength: 14 },
  ),
  seats: fc.constantFrom(1, 2, 4),
  /** Guests who share a time within the hours, on the grid of today or of another day. */
  groups: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 24 }),
      rule: fc.nat(11),
      offset: fc.nat(180),
      before: aBuffer,
      after: aBuffer,
      guests: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 10 },
  ),
  busy: fc.array(fc.tuple(fc.integer({ max: 34 * 1440, min: -1440 }), fc.nat(600)), {
    maxLength: 10,
  }),
  calendar: fc.constantFrom("none", "fresh", "short"),
  whenCalendarStale: fc.constantFrom("ask", "hide"),
  sample: fc.array(fc.nat(), { minLength: SAMPLES, maxLength: SAMPLES }),
});
type Case = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

/** Writes a drawn set of rules into a store of its own. */
async function settled(drawn: Case) {
  const [zone, month] = drawn.place;
  const window = monthSpan(month, zone);
  const date = (day: number) => addDays(`${month}-01`, day);
  const app = await configuredApp();
  app.at(window.start + drawn.now * MINUTE);
  const host = { ...await ada(app), zone };
  const [first] = await listEventTypes(app.kv, host.id);
  const schedule = {
    ...(await getSchedule(app.kv, host.id, first!.scheduleId))!,
    rules: drawn.rules.map(([weekday, window]) => ({ weekday, ...window })),
    overrides: drawn.overrides.map(([day, kind, window]) => ({
      date: date(day),
      kind: kind as "add" | "block",
      ...window,
    })),
  };
  const rules = {
    hostId: host.id,
    bookingLimits: drawn.hostCaps,
    timeOff: drawn.timeOff.map(([day, more], i) => ({
      id: String(i),
      first: date(day),
      last: date(day + more),
      name: "",
    })),
    holidays: drawn.holidays.map((day) => ({ date: date(day), name: "Fair" })),
    revision: 1,
  };
  const type = {
    ...first!,
    durations: [drawn.minutes],
    slotInterval: drawn.step,
    seats: drawn.seats,
    bufferBefore: drawn.before,
    bufferAfter: drawn.after,
    minimumNotice: drawn.notice,
    bookingWindowDays: "days" in drawn.horizon ? drawn.horizon.days : 60,
    bookingWindowUntil: "until" in drawn.horizon ? date(drawn.horizon.until) : null,
    bookingLimits: drawn.typeCaps,
    whenCalendarStale: drawn.whenCalendarStale as "ask" | "hide",
  };
  const now = app.now();
  const holds = drawn.holds.map((held, i): Hold => {
    const start = window.start + held.at * MINUTE;
    const until = held.asked ? now + DAY : null;
    const isShared = held.mine && held.guests !== null;
    const bookings = Array.from({ length: isShared ? held.guests! : 1 }, (_, n) => `b${i}-${n}`);
    const waits = until === null ? {} : Object.fromEntries(bookings.map((id) => [id, until]));
    return {
      slot: `s${i}`,
      bookingIds: bookings,
      typeId: held.mine ? type.id : "another",
      start,
      end: start + (isShared ? drawn.minutes : held.minutes) * MINUTE,
      bufferBefore: held.before,
      bufferAfter: held.after,
      expiresAt: until,
      ...(isShared ? { seatDeadlines: waits } : {}),
    };
  }).concat(drawn.groups.map((group, i): Hold => {
    const [weekday, { from }] = drawn.rules[group.rule % drawn.rules.length]!;
    const days = Array.from({ length: 7 }, (_, more) => date(group.day + more));
    const on = days.find((day) => weekdayOf(day) === weekday)!;
    const start = wallClockInstant(on, Math.min(from + group.offset, 1439), zone, "start");
    const { before, after } = group;
    return {
      slot: `g${i}`,
      bookingIds: Array.from({ length: group.guests }, (_, n) => `g${i}-${n}`),
      typeId: type.id,
      start,
      end: start + drawn.minutes * MINUTE,
      bufferBefore: before,
      bufferAfter: after,
      expiresAt: null,
      seatDeadlines: {},
    };
  })).filter((held, i, all) => all.findIndex(({ start }) => start === held.start) === i);
  const busy = drawn.calendar === "none" ? [] : drawn.busy.map(([at, minutes]) => ({
    start: window.start + at * MINUTE,
    end: window.start + (at + minutes) * MINUTE,
  }));
  const knownTo = drawn.calendar === "none"
    ? null
    : window.start + (drawn.calendar === "fresh" ? 80 : 14) * DAY;

  await writeGeneration(app.kv, host.id, "c:work", "g", busyByDay(busy.filter(isSome)));
  const read = { ...unreadCalendar("g"), syncedAt: now, syncedUntil: knownTo ?? 0 };
  const guard = await getGuard(app.kv, host.id);
  const op = guardedCommit(app.kv, guard, {
    ...guard.guard,
    calendars: knownTo === null ? {} : { "c:work": read },
  });
  const was = await readShards(app.kv, host.id, {
    start: window.start - 10 * DAY,
    end: window.end + 10 * DAY,
  });
  op.set(keys.host(host.id), host);
  setSchedule(setHostRules(setEventType(op, type, first!), rules), schedule);
  writeShards(op, was, holds.reduce(addHold, was));
  assert.ok(await commit(op));
  const set: RuleSet = {
    type,
    schedule,
    rules,
    minutes: drawn.minutes,
    holds,
    busy: busy.filter(isSome),
    knownTo,
    now,
  };
  return { app, host, type, window, set, zone };
}

function isSome({ start, end }: { start: number; end: number }): boolean {
  return start < end;
}

Deno.test("findSlots, explain and commit agree with checking every minute of a month, for random rules", async () => {
  let offered = 0, minutes = 0, asked = 0, granted = 0, joined = 0;
  // One person has no colleague who could be in the way.
  const met = countRules<ReasonCode>("rules", reasonCodes.filter((code) => code !== "MEMBER"));
  await fc.assert(
    fc.asyncProperty(aCase, async (drawn) => {
      const { app, host, type, window, set, zone } = await settled(drawn);
      using _closed = app;
      const expected = oracleSlots(set, clockOf(zone, window), window);
      const shown = await findSlots(app, { hosts: [host], type, minutes: drawn.minutes, window });
      assert.deepEqual(shown.starts, expected, "show");

      const isOffered = new Set(expected);
      const { query } = await explainWindow(app, { host, type, minutes: drawn.minutes, window });
      for (let at = window.start; at < window.end; at += MINUTE) {
        const reasons = explainStart(at, query);
        assert.equal(reasons.length === 0, isOffered.has(at), `explain ${at}`);
        for (const code of new Set(reasons.map(({ code }) => code))) met.meet(code);
        minutes++;
      }

      const all = (window.end - window.start) / MINUTE;
      const places = expected.filter((at) =>
        set.holds.some((held) => held.seatDeadlines && held.start === at && type.seats > 1)
      );
      for (const [i, n] of drawn.sample.entries()) {
        const isNear = i % 3 > 0 && expected.length > 0;
        const start = i % 5 === 0 && places.length > 0
          ? places[n % places.length]!
          : isNear
          ? expected[n % expected.length]! + (i % 3 - 1) * 5 * MINUTE
          : window.start + (n % all) * MINUTE;
        const wish = bookingRequest({ start, minutes: drawn.minutes });
        const answer = await bookings.request(app, wish);
        asked++;
        const inMonth = start >= window.start && start < window.end;
        if (inMonth) assert.equal(answer.ok, isOffered.has(start), `commit ${start}`);
        if (!answer.ok) continue;
        granted++;
        if (set.holds.some((held) => held.seatDeadlines && held.start === start)) joined++;
        const { id } = answer.value.booking;
        const by = { actor: "guest" } as const;
        assert.ok((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
      }
      offered += expected.length;
    }),
    {
      numRuns: RUNS,
      endOnFailure: true,
      ...(isFull ? {} : { seed: 8 }),
    },
  );
  assert.ok(
    offered > 100 && granted > 50 && joined > 20,
    `only ${offered} offered, ${granted} granted, ${joined} joined`,
  );
  met.assertEach(100);
  console.log(
    `${RUNS} sets of rules: ${minutes} minutes explained, ${offered} offered, ${granted} of ${asked} granted, ${joined} of them beside others`,
  );
});
