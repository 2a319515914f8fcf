import assert from "node:assert/strict";
import fc from "fast-check";
import { agendaInstant, dueAgendaDate, nextAgendaInstant } from "$lib/scheduling/agenda-time.ts";
import { addDays, dateAt, datesBetween } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
];
const [first, last] = ["2026-02-02", "2027-02-01"];
const dates = datesBetween(first, last);

/** What a clock on the wall shows. */
function wallAt(instant: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(instant);
}

Deno.test("nextAgendaInstant: over a year with both clock changes, each date once, at seven local time", () => {
  for (const zone of zones) {
    const input = { at: 420, zone };
    const seen: string[] = [];
    let now = agendaInstant(first, input) - 1, sent = "";
    while (sent < last) {
      now = nextAgendaInstant(input, now, sent);
      const date = dueAgendaDate(input, now, sent);
      assert(date, `${zone}: nothing is due at ${new Date(now).toISOString()}`);
      assert.equal(wallAt(now, zone), "07:00", zone);
      assert.equal(dueAgendaDate(input, now, date), null, "twice");
      seen.push(sent = date);
    }
    assert.deepEqual(seen, dates, zone);
  }
});

Deno.test("agendaAt: an hour that the clock leaves out is when it goes on; one that comes twice is the first", () => {
  const at = (date: string) => agendaInstant(date, { at: 150, zone: "Europe/Berlin" });
  assert.equal(at("2026-03-29"), Date.parse("2026-03-29T01:00Z"));
  assert.equal(at("2026-10-25"), Date.parse("2026-10-25T00:30Z"));
});

Deno.test("dueAgendaDate: whoever wakes at any time finds each of those dates once, and never an earlier one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 1439 }),
      fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 60 }),
      (zone, at, naps) => {
        const input = { at, zone };
        let now = Date.UTC(2026, 9, 1), sent = "";
        const woken = new Set<string>();
        const seen: string[] = [];
        for (const minutes of naps) {
          now += minutes * MINUTE;
          const today = dateAt(now, zone);
          if (agendaInstant(today, input) <= now) woken.add(today);
          const due = dueAgendaDate(input, now, sent);
          if (due) seen.push(sent = due);
          assert(nextAgendaInstant(input, now, sent) > now);
          assert(nextAgendaInstant(input, now, sent) <= agendaInstant(addDays(today, 1), input));
        }
        assert.deepEqual(seen, [...woken]);
      },
    ),
  );
});

Deno.test("dueAgendaDate: a date sent early by a clock ahead delays nothing; travelling west repeats no date", () => {
  const input = { at: 420, zone: "UTC" };
  const now = agendaInstant("2026-11-02", input);
  assert.equal(dueAgendaDate(input, now, "2031-01-01"), "2026-11-02");
  assert.equal(dueAgendaDate(input, now, "2026-11-03"), null);
  assert.equal(nextAgendaInstant(input, now, "2026-11-03"), agendaInstant("2026-11-04", input));
});
