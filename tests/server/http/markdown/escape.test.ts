import assert from "node:assert/strict";
import * as fc from "fast-check";
import { marked, type Token, type Tokens } from "marked";
import { inlineText, quote } from "$lib/server/http/markdown/escape.ts";

/** Everything that means something to a Markdown parser, between plain words. */
const written = fc.array(
  fc.oneof(
    fc.constantFrom(..."\\`*_{}[]<>()#+-.!|~&:;=\"'$^ \t\n\r\u2028\u202e\u0000"),
    fc.constantFrom(
      "1.",
      "- ",
      "---",
      "===",
      "    ",
      "&amp;",
      "<b>",
      "![x](y)",
      "[a]: b",
      "> ",
      "```",
    ),
    fc.constantFrom("Ada", "é", "日本", "😀", "1", "x"),
  ),
  { maxLength: 40 },
).map((parts) => parts.join(""));

/** What is left of a text when its spaces and control characters do not count. */
const visible = (text: string) => text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");

const plain = new Set(["text", "escape", "br", "paragraph", "blockquote", "space"]);

/** The text of a parsed document; throws where anything else than text was understood. */
function textOf(tokens: Token[]): string {
  return tokens.map((token) => {
    assert.ok(plain.has(token.type), `${token.type}: ${token.raw}`);
    const { tokens: inner } = token as Tokens.Generic;
    if (inner) return textOf(inner);
    return token.type === "br" || token.type === "space" ? "\n" : (token as Tokens.Text).text;
  }).join("");
}

Deno.test("inlineText: whatever a host wrote is read as that text", () => {
  fc.assert(fc.property(written, (text) => {
    assert.equal(visible(textOf(marked.lexer(inlineText(text)))), visible(text));
    assert.ok(!inlineText(text).includes("\n"));
  }));
});

Deno.test("quote: whatever a host wrote stays within the quote, line by line", () => {
  fc.assert(fc.property(written, (text) => {
    const tokens = marked.lexer(`before\n\n${quote(text)}\n\nafter`);
    const quoted = tokens.filter(({ type }) => type === "blockquote");
    assert.equal(visible(textOf(quoted)), visible(text));
    assert.deepEqual(
      tokens.filter(({ type }) => type === "paragraph").map(({ raw }) => raw.trim()),
      ["before", "after"],
    );
  }));
});

Deno.test("quote: lines stay lines, and a link stays readable", () => {
  assert.equal(quote("One\nTwo\r\n\r\n<script>"), "> One\\\n> Two\n>\n> \\<script\\>");
  assert.equal(quote("See https://example.org/a."), "> See https://example.org/a.");
});
