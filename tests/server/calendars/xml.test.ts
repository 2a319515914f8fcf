import assert from "node:assert/strict";
import { BrokenXml, escaped, readXml } from "$lib/server/calendars/xml.ts";

Deno.test("readXml: names by namespace, whatever the prefix", () => {
  for (
    const text of [
      '<d:a xmlns:d="DAV:"><d:b>x</d:b></d:a>',
      '<a xmlns="DAV:"><b>x</b></a>',
      "<q:a xmlns:q='DAV:'><b xmlns='DAV:'>x</b></q:a>",
    ]
  ) {
    const root = readXml(text);
    assert.equal(root.name, "{DAV:}a");
    assert.equal(root.children[0]?.name, "{DAV:}b");
    assert.equal(root.children[0]?.text, "x");
  }
});

Deno.test("readXml: an inner namespace ends with its element", () => {
  const root = readXml('<a xmlns="one"><b xmlns="two"/><c/></a>');
  assert.deepEqual(root.children.map(({ name }) => name), ["{two}b", "{one}c"]);
});

Deno.test("readXml: text with entities, CDATA and comments", () => {
  const root = readXml(
    '<?xml version="1.0"?><!-- x --><a n="&lt;1">&amp;&#65;&#x1F388;<![CDATA[<b>&]]><!-- y --></a>',
  );
  assert.equal(root.text, "&A🎈<b>&");
  assert.equal(root.attributes["n"], "<1");
});

Deno.test("readXml: what is not well-formed throws, and so does a document type", () => {
  for (
    const text of [
      "",
      "plain",
      "<a>",
      "<a></b>",
      "<a/><b/>",
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
  ) assert.throws(() => readXml(text), BrokenXml, text.slice(0, 40));
});

Deno.test("escaped: comes back as it was", () => {
  const text = `<a href="x">&amp;'`;
  assert.equal(readXml(`<t>${escaped(text)}</t>`).text, text);
});
