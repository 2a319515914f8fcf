import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { escapeXml, InvalidXml, parseXml } from "$lib/server/calendars/caldav/xml.ts";
import { leastThreadCpu } from "../../../support/icalendar/parse-budget.ts";

Deno.test("parseXml: names by namespace, whatever the prefix", () => {
  for (
    const text of [
      '<d:a xmlns:d="DAV:"><d:b>x</d:b></d:a>',
      '<a xmlns="DAV:"><b>x</b></a>',
      "<q:a xmlns:q='DAV:'><b xmlns='DAV:'>x</b></q:a>",
    ]
  ) {
    const root = parseXml(text);
    assert.equal(root.name, "{DAV:}a");
    assert.equal(root.children[0]?.name, "{DAV:}b");
    assert.equal(root.children[0]?.text, "x");
  }
});

Deno.test("parseXml: an inner namespace ends with its element", () => {
  const root = parseXml('<a xmlns="one"><b xmlns="two"/><c/></a>');
  assert.deepEqual(root.children.map(({ name }) => name), ["{two}b", "{one}c"]);
});

Deno.test("parseXml: text with entities, CDATA and comments", () => {
  const root = parseXml(
    '<?xml version="1.0"?><!-- x --><a n="&lt;1">&amp;&#65;&#x1F388;<![CDATA[<b>&]]><!-- y --></a>',
  );
  assert.equal(root.text, "&A🎈<b>&");
  assert.equal(root.attributes["n"], "<1");
});

Deno.test("parseXml: text that is not well-formed throws, and so does a document type", () => {
  for (
    const text of [
      "",
      "plain",
      "<a>",
      "<a></b>",
      "<a/><b/>",
      "<a/>text",
      "text<a/>",
      "<a/>&amp;",
      "<a/><![CDATA[text]]>",
      "<a><b></a></b>",
      "<a>&unknown;</a>",
      "<a>Tom & Jerry</a>",
      "<a>&#xD83C;&#</a>",
      "<a b=c></a>",
      "<x:a/>",
      "</a>",
      '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
      "<a><![CDATA[ </a>",
      "<a>".repeat(100) + "</a>".repeat(100),
    ]
  ) assert.throws(() => parseXml(text), InvalidXml, text.slice(0, 40));
});

Deno.test("parseXml: white space, comments and a byte order mark may stand outside the root", () => {
  assert.equal(
    parseXml("\uFEFF<?xml version='1.0'?>\r\n<!-- x -->\t<a>y</a> <!-- z -->\n").text,
    "y",
  );
});

Deno.test("escapeXml: parses back unchanged", () => {
  const text = `<a href="x">&amp;'`;
  assert.equal(parseXml(`<t>${escapeXml(text)}</t>`).text, text);
});

Deno.test("parseXml: a text of character references takes about as long as one of plain lines", () => {
  const least = (text: string) => leastThreadCpu(() => parseXml(`<t>${text}</t>`));
  const usual = least("SUMMARY:Something quite usual for a line&#13;\n".repeat(80_000));
  for (const [reference, sign] of [["&#65;", "A"], ["&amp;", "&"], ["&#x1F388;", "🎈"]] as const) {
    const text = reference.repeat(Math.floor(HOUR / reference.length));
    const times = least(text) / usual;
    assert.ok(times < 16, `${reference}: ${times} times as long`);
    assert.equal(parseXml(`<t>${reference.repeat(9_001)}</t>`).text, sign.repeat(9_001));
  }
});

Deno.test("parseXml: accepts only the references that XML allows", () => {
  const read = (reference: string) =>
    parseXml(`<t>a lot before it, ${reference}</t>`).text.slice(17);
  assert.equal(read("&#X41;&#x0041;&#000065;&apos;&quot;&lt;&gt;"), "AAA'\"<>");
  assert.equal(read("&#13;&#10;&amp;#13;"), "\r\n&#13;");
  const none = [
    "&;",
    "&#;",
    "&#x;",
    "&#xg;",
    "&#6a;",
    "&#0;",
    "&#x110000;",
    "&#-1;",
    "&#1 ;",
    "&AMP;",
  ];
  for (
    const broken of [...none, "&ampx;", "&#00000000000065;", "& amp;", "&amp", "&#+5;", "&#x/;"]
  ) {
    assert.throws(() => read(broken), InvalidXml, broken);
  }
});
