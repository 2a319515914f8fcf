import assert from "node:assert/strict";
import ICAL from "ical.js";
import { uidOf } from "$lib/scheduling/booking.ts";
import { calendarObject } from "$lib/icalendar/calendar-object.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

const event: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 0,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  start: Date.UTC(2026, 10, 24, 13, 30),
  end: Date.UTC(2026, 10, 24, 14),
  zone: "Europe/Berlin",
  title: "Intro call",
  description: "x",
  location: "",
  join: null,
  conference: null,
  organizer: { name: "Ada", email: "ada@example.org" },
  attendees: [{ name: "Zoë", email: "zoe@example.com" }],
  alarmMinutes: null,
  dtstamp: Date.UTC(2026, 10, 1),
};
const moved = { ...event, sequence: 1, start: event.start + HOUR, end: event.end + HOUR };
const unfolded = (text: string) => text.replace(/\r\n /g, "");
const added = [
  "CATEGORIES:Sales,Calls",
  "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
  "TRANSP:TRANSPARENT",
  'ATTENDEE;CN="Beck, Bo":mailto:bo@example.org',
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "TRIGGER:-PT10M",
  "DESCRIPTION:Soon",
  "END:VALARM",
];
const edited = (text: string, lines: string[]) =>
  text.replace("TRANSP:OPAQUE\r\n", "")
    .replace("END:VEVENT", `${lines.join("\r\n")}\r\nEND:VEVENT`);

Deno.test("calendarObject: preserves what others added, rewrites what is ours", () => {
  const again = unfolded(calendarObject(moved, edited(calendarObject(event), added)));
  for (const line of added) assert.equal(again.split(`${line}\r\n`).length, 2, line);
  assert.match(again, /DTSTART;TZID=Europe\/Berlin:20261124T153000/);
  assert.match(again, /SEQUENCE:1\r\n/);
  for (const name of ["UID", "DTSTART;", "DTEND", "SUMMARY", "ORGANIZER", "STATUS"]) {
    assert.equal(again.split(`\r\n${name}`).length, 2, name);
  }
  assert.equal(again.match(/mailto:zoe@example\.com/g)?.length, 1);
  assert.equal(again.match(/TZID:Europe\/Berlin/g)?.length, 1);
});

Deno.test("calendarObject: rewriting its own text changes nothing", () => {
  const lines = (text: string) => text.split("\r\n").sort();
  const text = calendarObject(event);
  assert.deepEqual(lines(calendarObject(event, text)), lines(text));
});

Deno.test("calendarObject: VTIMEZONEs and overrides of others stay, another UID does not", () => {
  const zone = ["BEGIN:VTIMEZONE", "TZID:Custom", "END:VTIMEZONE"];
  const instance = ["BEGIN:VEVENT", `UID:${event.uid}`, "RECURRENCE-ID:20261201T133000Z"]
    .concat("DTSTART;TZID=Custom:20261201T150000", "END:VEVENT");
  const foreign = ["BEGIN:VEVENT", "UID:x", "DTSTART:20261201T133000Z", "END:VEVENT"];
  const there = calendarObject(event).replace(
    "END:VCALENDAR",
    [...zone, ...instance, ...foreign, "END:VCALENDAR"].join("\r\n"),
  );
  const again = calendarObject(moved, there);
  assert.ok(again.includes(zone.join("\r\n")));
  assert.ok(again.includes(instance.join("\r\n")));
  assert.ok(!again.includes("UID:x"));
});

Deno.test("calendarObject: a new event has its type's alarm; an existing one keeps its owner's", () => {
  const ringing = { ...event, alarmMinutes: 45 };
  const first = unfolded(calendarObject(ringing));
  const alarm =
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Intro call\r\nTRIGGER:-PT45M\r\nEND:VALARM";
  assert.ok(first.includes(alarm));
  const alarms = (text: string) => text.match(/TRIGGER:-PT\d+M/g) ?? [];
  const movedLater = { ...moved, alarmMinutes: 45 };
  assert.deepEqual(alarms(calendarObject(movedLater, first)), ["TRIGGER:-PT45M"]);
  const silenced = first.replace(`${alarm}\r\n`, "");
  assert.deepEqual(alarms(calendarObject(movedLater, silenced)), []);
  const owners = edited(silenced, added.slice(-5));
  assert.deepEqual(alarms(calendarObject(movedLater, owners)), ["TRIGGER:-PT10M"]);
  assert.deepEqual(alarms(calendarObject(event)), []);
});

Deno.test("calendarObject: preserves what others added to a damaged entry, and writes a valid one", () => {
  const there = edited(calendarObject(event), added)
    .replace("END:VALARM\r\n", "")
    .replace("BEGIN:VEVENT", "a stray line\r\nEND:VALARM\r\nBEGIN:VEVENT")
    .replaceAll("\r\n", "\n");
  const again = calendarObject(moved, there);
  for (const line of added) assert.equal(unfolded(again).split(`${line}\r\n`).length, 2, line);
  const read = new ICAL.Component(ICAL.parse(again));
  assert.deepEqual(read.getAllSubcomponents().map(({ name }) => name), ["vtimezone", "vevent"]);
  assert.doesNotMatch(again, /stray/);
});

Deno.test("calendarObject: of all attendees only the guest is written anew, by value or EMAIL", () => {
  const others = [
    "ATTENDEE;CN=Chloe:mailto:chloezoe@example.com",
    'ATTENDEE;DELEGATED-FROM="mailto:zoe@example.com":mailto:bo@example.org',
    "ATTENDEE;CN=zoe@example.com:mailto:zoe@example.com.au",
  ];
  const guest = [
    "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Zoe@Example.com ",
    'ATTENDEE;CN=Zoe;EMAIL="zoe@example.com":/principals/4711/',
    "ATTENDEE;CN=Zoe:zoe@example.com",
  ];
  const stored = edited(calendarObject(event), [...others, ...guest]);
  const attendees = unfolded(calendarObject(moved, stored)).match(/^ATTENDEE.*$/gm) ?? [];
  assert.deepEqual(attendees.slice(1), others);
  assert.match(attendees[0] ?? "", /PARTSTAT=ACCEPTED.*:mailto:zoe@example\.com$/);
});

Deno.test("calendarObject: every member is an attendee; who is optional or declined says so", () => {
  const team = {
    ...event,
    attendees: [
      ...event.attendees,
      { name: "Ben", email: "ben@example.org", isOptional: true },
      { name: "Cleo", email: "cleo@example.org", hasDeclined: true },
    ],
  };
  const lines = unfolded(calendarObject(team)).match(/^ATTENDEE.*$/gm) ?? [];
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? "", /ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED.*mailto:ben@/);
  assert.match(lines[2] ?? "", /ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED.*mailto:cleo@/);
});

Deno.test("calendarObject: a reply stays while the time does; a member of before goes", () => {
  const both = [...event.attendees, { name: "Ben", email: "ben@example.org" }];
  const stored = unfolded(calendarObject({ ...event, attendees: both }))
    .replace("PARTSTAT=ACCEPTED", "PARTSTAT=TENTATIVE");
  const replies = (text: string) => unfolded(text).match(/PARTSTAT=[A-Z]+/g);
  assert.deepEqual(replies(calendarObject({ ...event, sequence: 1 }, stored)), [
    "PARTSTAT=TENTATIVE",
  ]);
  assert.deepEqual(replies(calendarObject(moved, stored)), ["PARTSTAT=ACCEPTED"]);
});
