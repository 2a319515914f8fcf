/** What ical.js does by itself with values and entries that are not harmless, and what is written through our gate. */
import assert from "node:assert/strict";
import ICAL from "ical.js";
import { openEntry } from "$lib/icalendar/edit.ts";
import { calendarAddress } from "$lib/icalendar/safe-value.ts";
import {
  component,
  contentLine,
  preservedLine,
  property,
  serialize,
} from "$lib/icalendar/writer.ts";

const octets = (line: string) => new TextEncoder().encode(line).length;
const attack = "Eve\rX-A:1\r\nATTENDEE:mailto:eve@example.org\0";

function bareEvent(): string {
  const event = new ICAL.Component("vevent");
  event.addPropertyWithValue("summary", attack);
  event.addPropertyWithValue("url", attack);
  event.addPropertyWithValue("attendee", `mailto:${attack}`).setParameter("cn", attack);
  return event.toString();
}

function gatedEvent(): string {
  return serialize(component("vevent", [
    property("summary", attack),
    property("url", attack),
    property("attendee", calendarAddress(attack), { cn: attack }),
  ]));
}

Deno.test("bare ical.js: CRLF in a URL or an address adds a property, CR and NUL pass everywhere", () => {
  const written = bareEvent();
  assert.match(written, /\r\nATTENDEE:mailto:eve@example\.org/);
  assert.match(written, /SUMMARY:Eve\rX-A:1/);
  assert.match(written, /CN="Eve\rX-A:1/);
  assert.match(written, /\0/);
});

Deno.test("gate: the same values stay in their lines, without control characters", () => {
  const unfolded = gatedEvent().replaceAll("\r\n ", "").split("\r\n");
  assert.equal(unfolded.length, 6);
  for (const line of unfolded) assert.doesNotMatch(line, /\p{Cc}/u);
  assert.equal(unfolded[1], "SUMMARY:Eve\\nX-A:1\\nATTENDEE:mailto:eve@example.org");
});

Deno.test("bare ical.js: folded lines have 76 octets; through the gate 75", () => {
  const long = "x".repeat(200);
  const jCal = ["comment", {}, "text", long];
  const bare = ICAL.stringify.property(jCal, ICAL.design.icalendar, false).split("\r\n");
  assert.equal(Math.max(...bare.map(octets)), 76);
  const gated = contentLine(property("comment", long)).split("\r\n");
  assert.equal(Math.max(...gated.map(octets)), 75);
});

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const damaged: [what: string, text: string, bare: "throws" | RegExp][] = [
  ["a stray line", calendar("BEGIN:VEVENT", "UID:a", "stray", "END:VEVENT"), "throws"],
  ["no END", calendar("BEGIN:VEVENT", "UID:a"), "throws"],
  [
    "an END too many",
    calendar("BEGIN:VEVENT", "UID:a", "END:VEVENT") + "END:VEVENT\r\nX-A:1",
    "throws",
  ],
  ["a byte order mark", "\uFEFF" + calendar("BEGIN:VEVENT", "UID:a", "END:VEVENT"), "throws"],
  [
    "a quote without its end",
    calendar("BEGIN:VEVENT", "UID:a", 'X-A;CN="b:c', "END:VEVENT"),
    "throws",
  ],
  [
    "an END of something else",
    calendar("BEGIN:VEVENT", "UID:a", "END:VALARM"),
    /UID:a\r\nEND:VEVENT/,
  ],
  [
    "CR for line ends",
    calendar("BEGIN:VEVENT", "UID:a\rSUMMARY:b", "END:VEVENT"),
    /UID:a\rSUMMARY/,
  ],
];
for (const [what, text, bare] of damaged) {
  Deno.test(`damaged entry, ${what}: ical.js ${bare === "throws" ? bare : "takes it"}; the gate opens it`, () => {
    const read = () => ICAL.stringify(ICAL.parse(text));
    if (bare === "throws") assert.throws(read);
    else assert.match(read(), bare);
    const event = openEntry(text).getFirstSubcomponent("vevent");
    assert.equal(event?.getFirstPropertyValue("uid"), "UID:a");
  });
}

const rewritten: [line: string, byIcalJs: string][] = [
  ["CREATED:20260101", "CREATED:2026-01-01T::"],
  ["PRIORITY:high", "PRIORITY:0"],
  ["GEO:37.0;-122.0", "GEO:37;-122"],
  [
    "CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR:tel:+1",
    'CONFERENCE;FEATURE="PHONE,MODERATOR";VALUE=URI:tel:+1',
  ],
  [
    'X-A;X-B="mailto:a@example.org","mailto:b@example.org":c',
    'X-A;X-B="mailto:a@example.org":b@example.org":c',
  ],
];
for (const [line, byIcalJs] of rewritten) {
  Deno.test(`added line ${line}: ical.js rewrites it; the gate preserves it`, () => {
    const bare = ICAL.parse.property(line);
    assert.equal(ICAL.stringify.property(bare as unknown[], ICAL.design.icalendar, true), byIcalJs);
    assert.equal(contentLine(preservedLine(line)), line);
  });
}
