import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  emailHtml,
  emailText,
  emailTimes,
} from "../../src/routes/dashboard/event-types/embed/email-times.ts";

const words = messages("en").dashboard.embed.email;

function timesOf(starts: number[], title = "Coffee") {
  return emailTimes(starts, {
    title,
    page: "https://book.example/calendar/ada/coffee",
    reader: { zone: "Europe/Berlin", language: "en", hourCycle: 24 },
    words,
    direction: "ltr",
  });
}

Deno.test("times for an email: five days with six times each, spread over the day", () => {
  const morning = Date.parse("2026-11-23T08:00:00Z");
  const starts = Array.from({ length: 7 }, (_, day) => day)
    .flatMap((day) => Array.from({ length: 32 }, (_, i) => morning + day * DAY + i * 15 * MINUTE));
  const { days, zone } = timesOf(starts);
  assert.equal(zone, "Times in Europe/Berlin (GMT+1)");
  assert.equal(days.length, 5);
  assert.deepEqual(
    days[0]!.times.map(({ label }) => label),
    ["09:00", "10:15", "11:30", "13:00", "14:15", "15:30"],
  );
  assert.equal(
    days[0]!.times[0]!.href,
    "https://book.example/calendar/ada/coffee?slot=2026-11-23T08%3A00%3A00.000Z",
  );
});

Deno.test("times for an email: a day is one of the table's zone", () => {
  const { days } = timesOf([
    Date.parse("2026-11-23T22:30:00Z"),
    Date.parse("2026-11-23T23:30:00Z"),
  ]);
  assert.deepEqual(days.map(({ label }) => label), [
    "Monday, 23 November 2026",
    "Tuesday, 24 November 2026",
  ]);
});

Deno.test("times for an email: what a host writes is escaped, and without times the page is left", () => {
  const none = timesOf([], "<b>Tea & talk</b>");
  assert.match(emailHtml(none), /&lt;b&gt;Tea &amp; talk&lt;\/b&gt;/);
  assert.match(emailText(none), /See all times: https:\/\/book\.example\/calendar\/ada\/coffee$/);
});
