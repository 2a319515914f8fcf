import assert from "node:assert/strict";
import { prefersMarkdown } from "$lib/server/http/markdown/negotiate.ts";

Deno.test("prefersMarkdown: only for whoever names it, and HTML no more", () => {
  for (
    const accept of [
      "text/markdown",
      "text/markdown, text/html;q=0.9, */*;q=0.1",
      "Text/Markdown;q=0.5, */*",
      "text/html, text/markdown",
    ]
  ) assert.equal(prefersMarkdown(accept), true, accept);
  for (
    const accept of [
      null,
      "",
      "*/*",
      "text/*",
      "text/html,application/xhtml+xml,*/*;q=0.8",
      "text/html, text/markdown;q=0.9",
      "text/markdown;q=0",
      "text/markdown;q=x",
    ]
  ) assert.equal(prefersMarkdown(accept), false, String(accept));
});
