import assert from "node:assert/strict";
import { withoutMarks } from "$lib/server/http/lean-page.ts";

Deno.test("withoutMarks takes the framework's marks from a page that does not load it, and nothing else", () => {
  const page =
    "<!doctype html><!--12qhfyh--><!--[--><p><!---->9:00 <!--[-1--><!--]--> &lt;!--[--&gt;<!--[0-->!<!--]--></p><!--[!-->";
  assert.equal(withoutMarks(page), "<!doctype html><p>9:00  &lt;!--[--&gt;!</p>");
});

Deno.test("withoutMarks leaves a page that loads the framework as it is", () => {
  const page = "<!--[--><p></p><!--]--><script>__sveltekit_1a2b = {};</script>";
  assert.equal(withoutMarks(page), page);
});
