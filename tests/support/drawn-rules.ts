/** Random rules, holds and busy times of a host for a month, written into a store. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { addDays, wallClockInstant, weekdayOf } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { monthSpan } from "$lib/scheduling/month.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { listEventTypes, setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { setHostRules } from "$lib/server/store/host-rules.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addHold, readShards, writeShards } from "$lib/server/store/ledger.ts";
import { getSchedule, setSchedule } from "$lib/server/store/schedules.ts";
import { busyByDay, writeGeneration } from "$lib/server/store/sync-state.ts";
import { town } from "./town.ts";
import type { Offer } from "./slot-oracle.ts";
import type { TestApp } from "./test-app.ts";

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

const aWindow = fc.tuple(fc.nat(95), fc.integer({ min: 1, max: 96 })).map(([a, b]) => ({
  from: 15 * Math.min(a, b - 1),
  to: 15 * Math.max(a + 1, b),
}));
const aDate = fc.integer({ min: -3, max: 33 });
const aBuffer = fc.constantFrom(0, 0, 10, 45);
const aCap = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 });
const caps = fc.record({ day: aCap, week: aCap, month: fc.constantFrom(null, null, null, 9, 12) });

export const aCase = fc.record({
  place: fc.constantFrom(...places),
  now: fc.integer({ min: -10 * 1440, max: 20 * 1440 }),
  rules: fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), aWindow), {
    minLength: 4,
    maxLength: 12,
  }),
  overrides: fc.array(fc.tuple(aDate, fc.constantFrom("add", "block", "replace"), aWindow), {
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
  whenCalendarStale: fc.constantFrom("require-approval", "hide"),
  sample: fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
});
export type DrawnCase = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

/** An app with one host who has the drawn rules, at the drawn time. */
export async function drawnHost(drawn: DrawnCase) {
  const [zone, month] = drawn.place;
  const window = monthSpan(month, zone);
  const { app, host } = await town({ now: window.start + drawn.now * MINUTE });
  const [first] = await listEventTypes(app.kv, host.id);
  const type = drawnType(drawn, first!);
  const op = setEventType(app.kv.atomic(), type, first!);
  assert.ok(await commit(op));
  return { app, window, type, ...await writeDrawn(app, host, type, drawn) };
}

function drawnType(drawn: DrawnCase, first: EventType): EventType {
  const date = dateIn(drawn.place[1]);
  return {
    ...first,
    durations: [drawn.minutes],
    slotInterval: drawn.step,
    seats: drawn.seats,
    bufferBefore: drawn.before,
    bufferAfter: drawn.after,
    minimumNotice: drawn.notice,
    bookingWindowDays: "days" in drawn.horizon ? drawn.horizon.days : 60,
    bookingWindowUntil: "until" in drawn.horizon ? date(drawn.horizon.until) : null,
    bookingLimits: drawn.typeCaps,
    whenCalendarStale: drawn.whenCalendarStale as "require-approval" | "hide",
  };
}

/** Writes a host's own part of what was drawn: zone, hours, closures, limits, holds and busy times. */
export async function writeDrawn(app: TestApp, was: Host, type: EventType, drawn: DrawnCase) {
  const [zone, month] = drawn.place;
  const host = { ...was, zone };
  const window = monthSpan(month, zone);
  const date = dateIn(month);
  const schedule = {
    ...(await getSchedule(app.kv, host.id, type.scheduleId))!,
    rules: drawn.rules.map(([weekday, window]) => ({ weekday, ...window })),
    overrides: drawn.overrides.map(([day, kind, window]) => ({
      date: date(day),
      kind: kind as "add" | "block" | "replace",
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
    yearlyHolidays: [],
    revision: 1,
  };
  const now = app.now();
  const holds = drawnHolds(drawn, type, window, now);
  const busy = drawn.calendar === "none" ? [] : drawn.busy.map(([at, minutes]) => ({
    start: window.start + at * MINUTE,
    end: window.start + (at + minutes) * MINUTE,
  })).filter(({ start, end }) => start < end);
  const knownTo = drawn.calendar === "none"
    ? null
    : window.start + (drawn.calendar === "fresh" ? 80 : 14) * DAY;

  await writeGeneration(app.kv, host.id, "c:work", "g", busyByDay(busy));
  const read = { ...unreadCalendar("g"), syncedAt: now, syncedUntil: knownTo ?? 0 };
  const guard = await getGuard(app.kv, host.id);
  const op = guardedCommit(app.kv, guard, {
    ...guard.guard,
    calendars: knownTo === null ? {} : { "c:work": read },
  });
  const shards = await readShards(app.kv, host.id, {
    start: window.start - 10 * DAY,
    end: window.end + 10 * DAY,
  });
  op.set(keys.host(host.id), host);
  setSchedule(setHostRules(op, rules), schedule);
  writeShards(op, shards, holds.reduce(addHold, shards));
  assert.ok(await commit(op));
  const { overrides, rules: hours } = schedule;
  const member = { ...rules, zone, rules: hours, overrides, holds, busy, knownTo };
  const { minutes } = drawn;
  const offer: Offer = {
    mode: "round-robin",
    zone,
    type,
    minutes,
    members: [member],
    booked: holds,
    now,
  };
  return { host, offer };
}

function drawnHolds(drawn: DrawnCase, type: EventType, window: Span, now: number): Hold[] {
  const [zone, month] = drawn.place;
  const date = dateIn(month);
  return drawn.holds.map((held, i): Hold => {
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
}

/** The dates of a month by their distance from its first. */
function dateIn(month: string) {
  return (day: number) => addDays(`${month}-01`, day);
}
