/** What sax accepts, loses or refuses by itself, and what `parseXml` makes of it: see docs/decisions/calendars.md. */
import assert from "node:assert/strict";
import sax from "sax";
import { InvalidXml, parseXml } from "$lib/server/calendars/caldav/xml.ts";
import { threadCpu } from "../../../support/icalendar/parse-budget.ts";

/** Names of the tags and the text as bare sax reads them in strict mode; throws what it reports. */
function parseBare(text: string): { tags: string[]; text: string } {
  const seen = { tags: [] as string[], text: "" };
  // Its types do not know `strictEntities`; without it the entities of HTML are accepted.
  const options = { position: false, strictEntities: true };
  const parser = sax.parser(true, options);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name }) => void seen.tags.push(name);
  parser.ontext = parser.oncdata = (part) => void (seen.text += part);
  parser.write(text).close();
  return seen;
}

const accepted: [what: string, text: string][] = [
  ["a named reference in capitals", "<a>&AMP;</a>"],
  ["CDATA in lower case", "<a><![cdata[x]]></a>"],
  ["a declaration inside an element", "<a><!ELEMENT b></a>"],
  ["a space before the name of a tag", "< a/>"],
  ["a space before the name of a closing tag", "<a></ a>"],
  ["less-than in an attribute", '<a b="<c>"/>'],
  ["the beginning of a comment in an attribute", '<a b="<!--">< c/><d e="-->"/></a>'],
  ["less-than beside an escaped one", '<a b="&lt;<"/>'],
  ["less-than after an escaped one", '<a b="&lt;" c="<"/>'],
  ["a document type", "<!DOCTYPE a><a/>"],
  ["two roots", "<a/><a/>"],
  ["a prefix without a namespace", "<a><b:c/></a>"],
];
for (const [what, text] of accepted) {
  Deno.test(`bare sax accepts ${what}; parseXml throws`, () => {
    assert.equal(parseBare(text).tags[0], "a");
    assert.throws(() => parseXml(text), InvalidXml);
  });
}

Deno.test("bare sax loses what follows ??> up to the next instruction; parseXml throws", () => {
  const text = "<a><?b ??><c/><?d ?></a>";
  assert.deepEqual(parseBare(text).tags, ["a"]);
  assert.throws(() => parseXml(text), InvalidXml);
});

Deno.test("bare sax throws a TypeError after an attribute hasOwnProperty; parseXml throws InvalidXml", () => {
  const text = '<a hasOwnProperty="1" b="2"/>';
  assert.throws(() => parseBare(text), TypeError);
  assert.throws(() => parseXml(text), InvalidXml);
});

Deno.test("bare sax refuses an emoji written as two references, as some servers do; parseXml reads it", () => {
  const text = "<a>&#xD83C;&#xDF88;</a>";
  assert.throws(() => parseBare(text));
  assert.equal(parseXml(text).text, "🎈");
});

Deno.test("bare sax refuses -- in a comment, as some servers write it; parseXml reads it", () => {
  for (const text of ["<a><!-- b -- c -->d</a>", "<a><!-- b --->d</a>"]) {
    assert.throws(() => parseBare(text));
    assert.equal(parseXml(text).text, "d");
  }
  assert.throws(() => parseXml('<a b="<!--c-->"/>'), InvalidXml);
});

Deno.test("parseXml: less-than may be escaped in an attribute; comments, CDATA and instructions hold any text", () => {
  assert.equal(parseXml('<a b="&lt;&#60;&#x3c;"/>').attributes["b"], "<<<");
  assert.equal(parseXml("<a><?b c?d ?>e</a>").text, "e");
  const { children, text } = parseXml("<a><!-- < b --><?c <!d> ?><![CDATA[< &AMP; <!e> ]]></a>");
  assert.deepEqual([children.length, text], [0, "< &AMP; <!e> "]);
});

Deno.test("parseXml: thousands of namespaces cost elements with one of their own nothing", () => {
  const many = Array.from({ length: 4_000 }, (_, n) => ` xmlns:n${n}="x"`).join("");
  const took = threadCpu(() => {
    const root = parseXml(`<a${many}>${'<n7:b xmlns="y"/>'.repeat(20_000)}</a>`);
    assert.equal(root.children[19_999]?.name, "{x}b");
  });
  assert.ok(took < 5_000, `${took} ms`);
});
