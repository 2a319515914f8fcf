import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  dueReminders,
  isStillRelevant,
  nextReminder,
  type Reminder,
  reminderDueAt,
  RemindersInput,
} from "$lib/scheduling/reminder.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { confirmedBooking, noon } from "../support/sample-booking.ts";

const { start, end } = confirmedBooking();

function booked(reminders: Reminder[]) {
  return confirmedBooking({ type: { ...confirmedBooking().type, reminders } });
}

const aReminder: fc.Arbitrary<Reminder> = fc.record({
  id: fc.uuid(),
  side: fc.constantFrom("before" as const, "after" as const),
  minutes: fc.integer({ min: 1, max: 10_080 }),
  to: fc.constantFrom("guest" as const, "host" as const, "both" as const),
});

Deno.test("dueAt: minutes before the start, minutes after the end", () => {
  const at = (side: Reminder["side"]) =>
    reminderDueAt({ id: "", side, minutes: 90, to: "guest" }, { start, end });
  assert.equal(at("before"), start - 90 * MINUTE);
  assert.equal(at("after"), end + 90 * MINUTE);
});

Deno.test("nextReminder and dueReminders: checks at every next instant find each reminder once", () => {
  fc.assert(
    fc.property(
      fc.array(aReminder, { maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 20 }),
      (reminders, looks) => {
        const booking = booked(reminders);
        const first = noon - 10 * DAY;
        const found: Reminder[] = [];
        let after = first;
        const look = (now: number) => {
          if (now <= after) return;
          found.push(...dueReminders(booking, after, now));
          after = now;
        };
        for (const minutes of looks.sort((a, b) => a - b)) look(first + minutes * MINUTE);
        for (let next; (next = nextReminder(booking, after)) !== null;) look(next);
        const ids = (all: Reminder[]) => all.map(({ id }) => id).sort();
        assert.deepEqual(ids(found), ids(reminders));
      },
    ),
  );
});

Deno.test("isStillRelevant: a reminder until the meeting begins; a follow-up for a week, not after a no-show", () => {
  const booking = confirmedBooking();
  const missed = { ...booking, noShowAt: end };
  assert(isStillRelevant({ side: "before" }, booking, "guest", start - 1));
  assert(!isStillRelevant({ side: "before" }, booking, "guest", start));
  assert(isStillRelevant({ side: "after" }, booking, "guest", end + 7 * DAY));
  assert(!isStillRelevant({ side: "after" }, booking, "guest", end + 14 * DAY));
  assert(!isStillRelevant({ side: "after" }, missed, "guest", end + MINUTE));
  assert(isStillRelevant({ side: "after" }, missed, "host", end + MINUTE));
});

Deno.test("RemindersInput: 1 to 10080 minutes, at most twenty, none twice", () => {
  const errors = (reminders: unknown[], alarm: number | null = null) => {
    const parsed = parse(RemindersInput, { alarm, reminders });
    return parsed.ok ? [] : Object.values(parsed.refusal.fields ?? {});
  };
  const one = (minutes: number) => ({ id: null, side: "before", minutes, to: "guest" });
  assert.deepEqual(errors([one(1), one(10_080)], 0), []);
  for (const minutes of [0, 10_081, 1.5, NaN]) {
    assert.deepEqual(errors([one(minutes)]), ["reminder-minutes"]);
  }
  assert.deepEqual(errors([one(5), one(5)]), ["reminder-twice"]);
  const many = (n: number) => Array.from({ length: n }, (_, i) => one(i + 1));
  assert.deepEqual(errors(many(20)), []);
  assert.deepEqual(errors(many(21)), ["too-many-reminders"]);
  assert.deepEqual(errors([], 10_081), ["alarm-minutes"]);
});
