import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { conferenceProperty } from "$lib/icalendar/conference.ts";
import { calendarAddress, safeUri } from "$lib/icalendar/safe-value.ts";
import {
  component,
  contentLine,
  preservedLine,
  property,
  serialize,
} from "$lib/icalendar/writer.ts";

const octets = (part: string) => new TextEncoder().encode(part).length;
const anyText = fc.string({
  unit: fc.constantFrom(...'aZ ;,:\\"^\r\n\t\0\x7f\u0085\u2028é漢👩🏽\ud800'),
});

Deno.test("contentLine: no line is longer than 75 octets, none begins inside a character", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (value) => {
    const written = contentLine(property("description", value, { cn: value }));
    for (const part of written.split("\r\n")) {
      assert.ok(octets(part) <= 75, part);
      assert.ok(!part.includes("\ufffd") || value.includes("\ufffd"));
    }
  }));
});

Deno.test("contentLine: folds lie between the characters of a long line of emoji", () => {
  const parts = contentLine(property("summary", "👩🏽‍🚀".repeat(40))).split("\r\n");
  assert.ok(parts.length > 1);
  assert.equal(
    parts.map((part, i) => i ? part.slice(1) : part).join(""),
    "SUMMARY:" + "👩🏽‍🚀".repeat(40),
  );
});

Deno.test("contentLine: whatever a person entered stays inside its line", () => {
  fc.assert(fc.property(anyText, (entered) => {
    const lines = contentLine(property("attendee", calendarAddress(entered), { cn: entered })) +
      "\r\n" + contentLine(property("summary", entered));
    for (const part of lines.split("\r\n")) {
      assert.doesNotMatch(part, /[\r\n\0]/);
      assert.match(part, /^(ATTENDEE;|SUMMARY:| )/);
    }
  }));
});

Deno.test("contentLine: a name with CRLF cannot add a property", () => {
  const attack = 'Eve"\r\nATTENDEE:mailto:eve@example.org\r\nX:';
  const object = serialize(
    component("vcalendar", [property("x-wr-calname", attack, { cn: attack })]),
  );
  assert.equal(new ICAL.Component(ICAL.parse(object)).getAllProperties().length, 1);
});

Deno.test("property: ical.js reads back what was written", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (value) => {
    const expected = value.replace(/\r\n?/g, "\n").replace(
      /[\p{Cc}\u2028\u2029]/gu,
      (c) => "\t\n".includes(c) ? c : "",
    );
    const object = serialize(component("vevent", [property("summary", value)]));
    assert.equal(new ICAL.Component(ICAL.parse(object)).getFirstPropertyValue("summary"), expected);
  }));
});

Deno.test("contentLine: nothing a person entered turns the text beside it, whatever the property", () => {
  const marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
  const entered = [...marks].map((mark) => `${mark}אב c`).join("");
  const written = [
    ...["summary", "description", "location", "comment", "x-wr-calname", "x-anything", "uid"]
      .map((name) => property(name, entered, { cn: entered })),
    property("organizer", calendarAddress(entered), { cn: entered }),
    property("url", `https://example.org/${entered}`),
    conferenceProperty({ uri: `https://example.org/${entered}`, feature: "video", label: entered }),
  ].map(contentLine).join("\r\n");
  assert.doesNotMatch(written, new RegExp(`[${marks}]`));
  assert.match(written.replaceAll("\r\n ", ""), /SUMMARY;CN=(אב c){12}:(אב c){12}\r/);
});

Deno.test("preservedLine: a line of another program keeps its direction marks", () => {
  const line = "SUMMARY:\u200fאב";
  assert.equal(contentLine(preservedLine(line)), line);
});

Deno.test("property: a parameter with quotes, colons and semicolons is read back with apostrophes", () => {
  const cn = 'Dr. "Who"; Room: 1, left ^ right';
  const object = serialize(component("vevent", [property("x-a", "b", { cn })]));
  const read = new ICAL.Component(ICAL.parse(object)).getFirstProperty("x-a");
  assert.equal(read?.getParameter("cn"), "Dr. 'Who'; Room: 1, left ^ right");
});

Deno.test("calendarAddress: reserved characters of a URI are encoded", () => {
  assert.equal(calendarAddress("a%b?c#d+e@example.org"), "mailto:a%25b%3Fc%23d+e@example.org");
});

Deno.test("safeUri: spaces, brackets and line ends are left out", () => {
  assert.equal(safeUri("https://example.org/\r\nX: <b>"), "https://example.org/X:b");
});
