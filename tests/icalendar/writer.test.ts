import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { calAddress, contentLine, serialize, textValue, uriValue } from "$lib/icalendar/writer.ts";

const octets = (part: string) => new TextEncoder().encode(part).length;
const anyText = fc.string({
  unit: fc.constantFrom(...'aZ ;,:\\"^\r\n\t\0\x7f\u0085\u2028é漢👩🏽\ud800'),
});

Deno.test("line: no content line is longer than 75 octets, none begins inside a character", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (value) => {
    for (const part of contentLine("DESCRIPTION", textValue(value), { CN: value }).split("\r\n")) {
      assert.ok(octets(part) <= 75, part);
      assert.ok(!part.includes("\ufffd") || value.includes("\ufffd"));
    }
  }));
});

Deno.test("line: a fold lies between the octets of a long line of emoji", () => {
  const parts = contentLine("SUMMARY", "👩🏽‍🚀".repeat(40)).split("\r\n");
  assert.ok(parts.length > 1);
  assert.equal(
    parts.map((part, i) => i ? part.slice(1) : part).join(""),
    "SUMMARY:" + "👩🏽‍🚀".repeat(40),
  );
});

Deno.test("line: whatever a person typed stays inside its line", () => {
  fc.assert(fc.property(anyText, (typed) => {
    const lines = contentLine("ATTENDEE", calAddress(typed), { CN: typed }) + "\r\n" +
      contentLine("SUMMARY", textValue(typed));
    for (const part of lines.split("\r\n")) {
      assert.doesNotMatch(part, /[\r\n\0]/);
      assert.match(part, /^(ATTENDEE;|SUMMARY:| )/);
    }
  }));
});

Deno.test("line: a name with CRLF cannot add a property", () => {
  const attack = 'Eve"\r\nATTENDEE:mailto:eve@example.org\r\nX:';
  const object = serialize([
    "BEGIN:VCALENDAR",
    contentLine("X-WHO", textValue(attack), { CN: attack }),
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
    const object = serialize([
      "BEGIN:VEVENT",
      contentLine("SUMMARY", textValue(value)),
      "END:VEVENT",
    ]);
    assert.equal(new ICAL.Component(ICAL.parse(object)).getFirstPropertyValue("summary"), kept);
  }));
});

Deno.test("line: a parameter with quotes, colons and semicolons is read back by ical.js with apostrophes", () => {
  const object = serialize([
    "BEGIN:VEVENT",
    contentLine("X-A", "b", { CN: 'Dr. "Who"; Room: 1, left ^ right' }),
    "END:VEVENT",
  ]);
  const property = new ICAL.Component(ICAL.parse(object)).getFirstProperty("x-a");
  assert.equal(property?.getParameter("cn"), "Dr. 'Who'; Room: 1, left ^ right");
});

Deno.test("address: signs that mean something in a URI are encoded", () => {
  assert.equal(calAddress("a%b?c#d+e@example.org"), "mailto:a%25b%3Fc%23d+e@example.org");
});

Deno.test("uri: spaces, brackets and line ends do not pass", () => {
  assert.equal(uriValue("https://example.org/\r\nX: <b>"), "https://example.org/X:b");
});
