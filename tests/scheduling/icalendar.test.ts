import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { address, line, text, uri, written } from "$lib/scheduling/icalendar.ts";

const octets = (part: string) => new TextEncoder().encode(part).length;
const anyText = fc.string({
  unit: fc.constantFrom(...'aZ ;,:\\"^\r\n\t\0\x7f\u0085\u2028é漢👩🏽\ud800'),
});

Deno.test("line: no content line is longer than 75 octets, none begins inside a character", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (value) => {
    for (const part of line("DESCRIPTION", text(value), { CN: value }).split("\r\n")) {
      assert.ok(octets(part) <= 75, part);
      assert.ok(!part.includes("\ufffd") || value.includes("\ufffd"));
    }
  }));
});

Deno.test("line: a fold lies between the octets of a long line of emoji", () => {
  const parts = line("SUMMARY", "👩🏽‍🚀".repeat(40)).split("\r\n");
  assert.ok(parts.length > 1);
  assert.equal(
    parts.map((part, i) => i ? part.slice(1) : part).join(""),
    "SUMMARY:" + "👩🏽‍🚀".repeat(40),
  );
});

Deno.test("line: whatever a person typed stays inside its line", () => {
  fc.assert(fc.property(anyText, (typed) => {
    const lines = line("ATTENDEE", address(typed), { CN: typed }) + "\r\n" +
      line("SUMMARY", text(typed));
    for (const part of lines.split("\r\n")) {
      assert.doesNotMatch(part, /[\r\n\0]/);
      assert.match(part, /^(ATTENDEE;|SUMMARY:| )/);
    }
  }));
});

Deno.test("line: a name with CRLF cannot add a property", () => {
  const attack = 'Eve"\r\nATTENDEE:mailto:eve@example.org\r\nX:';
  const object = written([
    "BEGIN:VCALENDAR",
    line("X-WHO", text(attack), { CN: attack }),
    "END:VCALENDAR",
  ]);
  const component = new ICAL.Component(ICAL.parse(object));
  assert.equal(component.getAllProperties().length, 1);
});

Deno.test("text: ical.js reads back what was written", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (value) => {
    const kept = value.replace(/\r\n?/g, "\n").replace(
      /[\p{Cc}\u2028\u2029]/gu,
      (c) => "\t\n".includes(c) ? c : "",
    );
    const object = written(["BEGIN:VEVENT", line("SUMMARY", text(value)), "END:VEVENT"]);
    assert.equal(new ICAL.Component(ICAL.parse(object)).getFirstPropertyValue("summary"), kept);
  }));
});

Deno.test("line: a parameter with quotes, colons and semicolons is read back by ical.js with apostrophes", () => {
  const object = written([
    "BEGIN:VEVENT",
    line("X-A", "b", { CN: 'Dr. "Who"; Room: 1, left ^ right' }),
    "END:VEVENT",
  ]);
  const property = new ICAL.Component(ICAL.parse(object)).getFirstProperty("x-a");
  assert.equal(property?.getParameter("cn"), "Dr. 'Who'; Room: 1, left ^ right");
});

Deno.test("address: signs that mean something in a URI are encoded", () => {
  assert.equal(address("a%b?c#d+e@example.org"), "mailto:a%25b%3Fc%23d+e@example.org");
});

Deno.test("uri: spaces, brackets and line ends do not pass", () => {
  assert.equal(uri("https://example.org/\r\nX: <b>"), "https://example.org/X:b");
});
