import assert from "node:assert/strict";
import fc from "fast-check";
import { linkedText } from "$lib/scheduling/linked-text.ts";

const links = (text: string) =>
  linkedText(text).filter(({ href }) => href !== null).map(({ text }) => text);

Deno.test("linkedText: https addresses become links, marks of the sentence do not", () => {
  const text =
    "See https://example.org/a?b=c#d, (https://example.org/e) or https://example.org/(f).";
  assert.deepEqual(links(text), [
    "https://example.org/a?b=c#d",
    "https://example.org/e",
    "https://example.org/(f)",
  ]);
});

Deno.test("linkedText: no other scheme, no markup and no address with a password is a link", () => {
  for (
    const text of [
      "http://example.org",
      "javascript:alert(1)",
      "data:text/html,x",
      "https://",
      "https://user:password@example.org",
      "https://bank.example@evil.example",
      '<a href="x">example.org</a>',
    ]
  ) assert.deepEqual(links(text), [], text);
  assert.deepEqual(links('https://example.org/"onclick=x'), ["https://example.org/"]);
});

Deno.test("linkedText: the parts are the text, and each link an https address", () => {
  fc.assert(fc.property(
    fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant("https://a.example/"))),
    (pieces) => {
      const text = pieces.join(" ");
      const parts = linkedText(text);
      assert.equal(parts.map((part) => part.text).join(""), text);
      for (const { href } of parts) assert(href === null || href.startsWith("https://"));
    },
  ));
});
