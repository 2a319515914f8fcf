import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { parseBusyTimes, titledBusy } from "../../src/lib/icalendar/busy-times.ts";

const monday = Date.UTC(2026, 10, 2);
const window = { start: monday, end: monday + 7 * DAY };

function titles(...events: string[][]) {
  const lines = events.flatMap((event) => ["BEGIN:VEVENT", "UID:a", ...event, "END:VEVENT"]);
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
  const { objects, unreadable } = parseBusyTimes(text, window, "UTC");
  assert.deepEqual(unreadable, []);
  assert.doesNotMatch(JSON.stringify(objects), /Oncology/, "the title of a private entry");
  return objects.flatMap(titledBusy).map(({ start, title }) => [(start - monday) / HOUR, title]);
}

const daily = ["DTSTART:20261102T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"];

Deno.test("titledBusy: a title with signs and escapes", () => {
  assert.deepEqual(
    titles(["DTSTART:20261102T090000Z", "DURATION:PT1H", "SUMMARY:Zahnarzt\\, Zoë 🎈"]),
    [[9, "Zahnarzt, Zoë 🎈"]],
  );
});

Deno.test("titledBusy: everything that is not public is private, also a class that is not known", () => {
  for (const line of ["CLASS:PRIVATE", "CLASS:confidential", "CLASS:X-PERSONAL"]) {
    const found = titles(["DTSTART:20261102T090000Z", "DURATION:PT1H", "SUMMARY:Oncology", line]);
    assert.deepEqual(found, [[9, null]], line);
  }
  for (const line of ["CLASS:PUBLIC", "CLASS:public", "CLASS:"]) {
    const found = titles(["DTSTART:20261102T090000Z", "DURATION:PT1H", "SUMMARY:Choir", line]);
    assert.deepEqual(found, [[9, "Choir"]], line);
  }
});

Deno.test("titledBusy: an occurrence may have a title of its own, and be private in a public series", () => {
  const moved = ["RECURRENCE-ID:20261103T090000Z", "DTSTART:20261103T120000Z", "DURATION:PT1H"];
  const third = ["RECURRENCE-ID:20261104T090000Z", "DTSTART:20261104T090000Z", "DURATION:PT1H"];
  assert.deepEqual(
    titles([...daily, "SUMMARY:Standup"], [...moved, "SUMMARY:Retro"], [
      ...third,
      "SUMMARY:Oncology",
      "CLASS:PRIVATE",
    ]),
    [[9, "Standup"], [36, "Retro"], [57, null], [81, "Standup"]],
  );
  assert.deepEqual(
    titles([...daily, "SUMMARY:Oncology", "CLASS:PRIVATE"], [...moved, "SUMMARY:Lunch"]),
    [[9, null], [36, "Lunch"], [57, null], [81, null]],
  );
});

Deno.test("titledBusy: the occurrences from one on may have another title", () => {
  assert.deepEqual(
    titles([...daily, "SUMMARY:Standup"], [
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20261104T090000Z",
      "DTSTART:20261104T100000Z",
      "DURATION:PT1H",
      "SUMMARY:Planning",
    ]),
    [[9, "Standup"], [33, "Standup"], [58, "Planning"], [82, "Planning"]],
  );
});
