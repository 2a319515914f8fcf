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

/** Lines as programs write them, valid and not, and what ical.js makes of them: "throws" ends the whole entry. */
const rewritten: [line: string, byIcalJs: string][] = [
  // Valid (RFC 5545, RFC 7986).
  [
    "CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR:tel:+1",
    'CONFERENCE;FEATURE="PHONE,MODERATOR";VALUE=URI:tel:+1',
  ],
  [
    'X-A;X-B="mailto:a@example.org","mailto:b@example.org":c',
    'X-A;X-B="mailto:a@example.org":b@example.org":c',
  ],
  [
    'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Allee 1\\nBerlin":geo:52.5,13.4',
    "X-APPLE-STRUCTURED-LOCATION;X-ADDRESS=Allee 1^nBerlin;VALUE=URI:geo:52.5,13.4",
  ],
  ["X-A;X-B=1;X-B=2:c", "X-A;X-B=2:c"],
  ["X-A;VALUE=BOOLEAN:true", "X-A;VALUE=BOOLEAN:FALSE"],
  ["GEO:37.0;-122.0", "GEO:37;-122"],
  ["X-A;VALUE=FLOAT:1.50", "X-A;VALUE=FLOAT:1.5"],
  ["RRULE:FREQ=WEEKLY;BYDAY=SU,TH,TH", "RRULE:FREQ=WEEKLY;BYDAY=SU,TH"],
  ["RRULE:FREQ=YEARLY;BYMONTH=03", "RRULE:FREQ=YEARLY;BYMONTH=3"],
  ["RRULE:freq=daily;count=3", "throws"],
  ["URL;VALUE=URI:http://example.org/", "URL:http://example.org/"],
  ["x-a-Mixed:c", "X-A-MIXED:c"],
  // Not valid, and met in the field.
  ["CREATED:20260101", "CREATED:2026-01-01T::"],
  ["CREATED:", "CREATED:--T::"],
  ["DTSTART:20260101T0900Z", "DTSTART:2026-01-01T09:00:Z"],
  ["RRULE:FREQ=DAILY;", "RRULE:FREQ=DAILY;=undefined"],
  ["RRULE:FREQ=FORTNIGHTLY", "throws"],
  ["PRIORITY:high", "PRIORITY:0"],
  ["COMMENT:a\\:b, c; d", "COMMENT:a\\\\:b\\, c\\; d"],
  ["X-A;X-B:c", "throws"],
];
for (const [line, byIcalJs] of rewritten) {
  const verb = byIcalJs === "throws" ? "throws for" : "rewrites";
  Deno.test(`bare ical.js ${verb} ${line.slice(0, 45)}; the gate writes it as it stands`, () => {
    const bare = () =>
      ICAL.stringify.property(ICAL.parse.property(line), ICAL.design.icalendar, true);
    if (byIcalJs === "throws") assert.throws(bare);
    else assert.equal(bare(), byIcalJs);
    assert.equal(contentLine(preservedLine(line)).replaceAll("\r\n ", ""), line);
  });
}
