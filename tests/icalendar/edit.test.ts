import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { hasLine, openEntry } from "$lib/icalendar/edit.ts";
import { type JcalComponent, serialize } from "$lib/icalendar/writer.ts";

const whole = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VTIMEZONE",
  "TZID:Custom",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "END:STANDARD",
  "END:VTIMEZONE",
  "BEGIN:VEVENT",
  "UID:a",
  "X-A;X-B=1:c",
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "END:VALARM",
  "END:VEVENT",
  "END:VCALENDAR",
];
const namesOf = (component: ICAL.Component | null) =>
  component?.getAllSubcomponents().map(({ name }) => name);
const opened = (lines: string[], end = "\r\n") => openEntry(lines.join(end) + end);
const written = (calendar: ICAL.Component) => serialize(calendar.jCal as JcalComponent);

Deno.test("openEntry: a valid entry is written again unchanged, whatever its line ends", () => {
  for (const end of ["\r\n", "\n", "\r"]) {
    assert.equal(written(opened(whole, end)), whole.join("\r\n") + "\r\n");
  }
});

Deno.test("openEntry: an unclosed alarm, event or zone ends where the next component shows it", () => {
  const without = (line: string) => opened(whole.filter((each) => each !== line));
  for (
    const line of ["END:VALARM", "END:VEVENT", "END:VTIMEZONE", "END:STANDARD", "END:VCALENDAR"]
  ) {
    const calendar = without(line);
    assert.deepEqual(namesOf(calendar), ["vtimezone", "vevent"], line);
    assert.deepEqual(namesOf(calendar.getFirstSubcomponent("vevent")), ["valarm"], line);
  }
});

Deno.test("openEntry: with lines lost, doubled or mixed, what is written can be read", () => {
  const lines = fc.array(fc.constantFrom(...whole, "stray", " folded", "", "END:X", ":", "BEGIN:"));
  fc.assert(fc.property(lines, (lines) => {
    const again = written(opened(lines));
    assert.doesNotThrow(() => ICAL.parse(again), again);
    assert.equal(written(openEntry(again)), again);
  }));
});

Deno.test("openEntry: components nested too deep are left out with all they contain", () => {
  const deep = Array.from({ length: 5_000 });
  const lines = [...whole];
  lines.splice(11, 0, ...deep.map(() => "BEGIN:X-IN"), "X-C:1", ...deep.map(() => "END:X-IN"));
  const again = written(opened(lines));
  assert.doesNotMatch(again, /X-C/);
  assert.ok(again.includes("BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT"));
});

Deno.test("hasLine: white space around a line is ignored, another value is not", () => {
  const event = opened(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a "]).getFirstSubcomponent()!;
  assert.ok(hasLine(event, "UID:a"));
  assert.ok(!hasLine(event, "UID:b"));
});

Deno.test("openEntry: control characters of others are not written again", () => {
  const again = written(opened(["BEGIN:VCALENDAR", "X-A:b\0\x07\u2028c\td"]));
  assert.equal(again, "BEGIN:VCALENDAR\r\nX-A:bc\td\r\nEND:VCALENDAR\r\n");
});
