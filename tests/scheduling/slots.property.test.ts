import assert from "node:assert/strict";
import fc from "fast-check";
import { noBookingLimits } from "$lib/scheduling/booking-limits.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { openWindowsOver } from "$lib/scheduling/open-windows.ts";
import { explainStart, type ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import { countRules } from "../support/rule-coverage.ts";
import { type Offer, offeredStarts } from "../support/slot-oracle.ts";
import { unlimitedQuery } from "../support/unlimited-query.ts";

/** Zones with a date near which their clocks do something: three days from here are looked at. */
const places: [zone: string, date: string][] = [
  ["UTC", "2026-11-21"],
  ["Europe/Berlin", "2027-03-27"],
  ["Europe/Berlin", "2026-10-24"],
  ["America/New_York", "2027-03-13"],
  ["America/New_York", "2026-10-31"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Australia/Lord_Howe", "2027-04-03"],
  ["Africa/Cairo", "2027-04-29"],
  ["Africa/Cairo", "2026-10-28"],
  ["Asia/Beirut", "2027-03-27"],
  ["America/Havana", "2026-10-31"],
  ["America/Sao_Paulo", "2018-11-03"],
  ["America/Sao_Paulo", "2018-02-16"],
  ["Pacific/Apia", "2011-12-28"],
  ["Atlantic/Azores", "2026-10-24"],
  ["Africa/Casablanca", "2027-02-06"],
  ["Antarctica/Troll", "2027-03-27"],
  ["Antarctica/Troll", "2026-10-24"],
  ["America/St_Johns", "2010-11-06"],
  ["America/Toronto", "1919-03-30"],
  ["Asia/Kathmandu", "2026-11-21"],
  ["Pacific/Kiritimati", "2026-12-30"],
  ["Pacific/Chatham", "2026-09-26"],
  ["Pacific/Chatham", "2027-04-03"],
];

const aRule = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(95), fc.integer({ min: 1, max: 96 }))
  .map(([weekday, a, b]) => ({
    weekday,
    from: 15 * Math.min(a, b - 1),
    to: 15 * Math.max(a + 1, b),
  }));
const aSpan = fc.tuple(fc.integer({ min: -300, max: 4600 }), fc.integer({ min: 1, max: 400 }));
const aBuffer = fc.constantFrom(0, 0, 5, 15, 45, 180);

const aCase = fc.record({
  place: fc.constantFrom(...places),
  rules: fc.array(aRule, { minLength: 1, maxLength: 14 }),
  minutes: fc.constantFrom(5, 15, 30, 45, 60, 90, 480),
  slotIntervalMinutes: fc.constantFrom(5, 15, 25, 30, 60),
  bufferBefore: aBuffer,
  bufferAfter: aBuffer,
  blocked: fc.array(aSpan, { maxLength: 10 }),
  holds: fc.array(
    fc.tuple(aSpan, aBuffer, aBuffer, fc.option(fc.integer({ min: -60, max: 60 }))),
    { maxLength: 6 },
  ),
  now: fc.integer({ min: -600, max: 1500 }),
  notice: fc.constantFrom(0, 0, 60, 1440),
  skip: fc.integer({ min: 0, max: 1500 }),
});
type Case = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

function questionOf(drawn: Case): { question: SlotQuery; offer: Offer } {
  const [zone, date] = drawn.place;
  const from = Date.parse(`${date}T00:00Z`);
  const span = ([start, length]: [number, number]) => ({
    start: from + start * MINUTE,
    end: from + (start + length) * MINUTE,
  });
  const now = from + drawn.now * MINUTE;
  const window = { start: from + drawn.skip * MINUTE, end: from + 3 * DAY };
  const question: SlotQuery = {
    ...unlimitedQuery,
    windows: openWindowsOver(drawn.rules, zone, window, drawn.minutes),
    minutes: drawn.minutes,
    slotIntervalMinutes: drawn.slotIntervalMinutes,
    bufferBefore: drawn.bufferBefore,
    bufferAfter: drawn.bufferAfter,
    busy: drawn.blocked.map(span),
    holds: drawn.holds.map(([held, before, after, until], i) => ({
      slot: `slot-${i}`,
      bookingIds: [`booking-${i}`],
      typeId: "type",
      ...span(held),
      bufferBefore: before,
      bufferAfter: after,
      expiresAt: until === null ? null : now + until * MINUTE,
    })),
    now,
    earliest: now + drawn.notice * MINUTE,
    window,
  };
  const { minutes, bufferBefore, bufferAfter, busy, holds } = question;
  const offer: Offer = {
    mode: "round-robin",
    zone,
    type: {
      id: "type",
      slotInterval: drawn.slotIntervalMinutes,
      bufferBefore,
      bufferAfter,
      minimumNotice: drawn.notice,
      bookingWindowDays: 365,
      bookingWindowUntil: null,
      bookingLimits: noBookingLimits,
    },
    minutes,
    members: [{
      zone,
      rules: drawn.rules,
      overrides: [],
      timeOff: [],
      holidays: [],
      bookingLimits: noBookingLimits,
      holds,
      busy,
    }],
    booked: [],
    now,
  };
  return { question, offer };
}

Deno.test("slots equal those of checking every minute, round every clock change", () => {
  let offered = 0;
  fc.assert(
    fc.property(aCase, (drawn) => {
      const { question, offer } = questionOf(drawn);
      const expected = offeredStarts(offer, question.window);
      offered += expected.length;
      assert.deepEqual(computeSlots(question), expected);
    }),
    { numRuns: 300 },
  );
  assert.ok(offered > 1000, `only ${offered} slots were compared`);
});

Deno.test("slots never touch busy time or a live hold, buffers counted", () => {
  fc.assert(
    fc.property(aCase, (drawn) => {
      const { question } = questionOf(drawn);
      for (const start of computeSlots(question)) {
        const from = start - question.bufferBefore * MINUTE;
        const to = start + (question.minutes + question.bufferAfter) * MINUTE;
        for (const busy of question.busy) assert.ok(busy.end <= from || to <= busy.start);
        for (const hold of question.holds) {
          if (hold.expiresAt === null || hold.expiresAt > question.now) {
            assert.ok(hold.end <= from || to <= hold.start);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("slots grow never more when more is busy", () => {
  fc.assert(
    fc.property(aCase, aSpan, fc.boolean(), (drawn, [start, length], asHold) => {
      const { question } = questionOf(drawn);
      const span = {
        start: question.window.start + start * MINUTE,
        end: question.window.start + (start + length) * MINUTE,
      };
      const more: SlotQuery = asHold
        ? {
          ...question,
          holds: [...question.holds, {
            slot: "more",
            bookingIds: ["more"],
            typeId: "type",
            ...span,
            bufferBefore: 10,
            bufferAfter: 20,
            expiresAt: null,
          }],
        }
        : { ...question, busy: [...question.busy, span] };
      const before = new Set(computeSlots(question));
      for (const start of computeSlots(more)) assert.ok(before.has(start));
    }),
    { numRuns: 300 },
  );
});

Deno.test("explain finds a reason against every instant but those that slots offer", () => {
  const met = countRules<ReasonCode>("explain", [
    "PAST",
    "NOTICE",
    "HOURS",
    "BUSY",
    "BOOKED",
    "PENDING",
    "BUFFER",
  ]);
  fc.assert(
    fc.property(aCase, fc.integer({ min: 0, max: 4319 }), (drawn, minute) => {
      const { question } = questionOf(drawn);
      const all = computeSlots(question);
      const start = question.window.start + minute * MINUTE;
      const zone = drawn.place[0];
      const edges = question.holds.flatMap((
        held,
      ) => [held.start, held.end, held.end + 15 * MINUTE]);
      for (const requested of [start, start + 1, all[0] ?? start, all.at(-1) ?? start, ...edges]) {
        const windows = openWindowsOver(
          drawn.rules,
          zone,
          { start: requested, end: requested + 1 },
          question.minutes,
        );
        if (requested < question.window.start || requested >= question.window.end) continue;
        const reasons = explainStart(requested, { ...question, windows });
        assert.equal(reasons.length === 0, all.includes(requested));
        for (const { code } of reasons) met.meet(code);
      }
    }),
    { numRuns: 300 },
  );
  met.assertEach(10);
});
