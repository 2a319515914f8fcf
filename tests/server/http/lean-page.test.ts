import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  allowStyles,
  pageBytes,
  pageStyles,
  withoutMarks,
  withStyles,
} from "$lib/server/http/lean-page.ts";

Deno.test("withoutMarks takes the framework's marks from a page that does not load it, and nothing else", () => {
  const page =
    "<!doctype html><!--12qhfyh--><!--[--><p><!---->9:00 <!--[-1--><!--]--> &lt;!--[--&gt;<!--[0-->!<!--]--></p><!--[!-->";
  assert.equal(withoutMarks(page), "<!doctype html><p>9:00  &lt;!--[--&gt;!</p>");
});

Deno.test("withoutMarks leaves a page that loads the framework as it is", () => {
  const page = "<!--[--><p></p><!--]--><script>__sveltekit_1a2b = {};</script>";
  assert.equal(withoutMarks(page), page);
});

Deno.test("a guest's page has its sheet in its head, another names one, and the policy has the hash", () => {
  const styles = pageStyles("p{color:red}", "/hosts.css");
  const frame = Deno.readTextFileSync(new URL("../../../src/app.html", import.meta.url));
  const [head = ""] = frame.match(/<meta name="styles" \/>/) ?? [];
  const page = `<head>${head}</head><p>%styles% é &lt;meta name="styles" /&gt;</p>`;
  const rest = page.slice(page.indexOf("</head>"));
  assert.equal(
    new TextDecoder().decode(pageBytes(page, styles)),
    `<head><style>p{color:red}</style>${rest}`,
  );
  assert.equal(new TextDecoder().decode(pageBytes(rest, styles)), rest);
  assert.equal(
    withStyles(page, styles),
    `<head><link rel="stylesheet" href="/hosts.css" />${rest}`,
  );
  const headers = new Headers({ "content-security-policy": "style-src 'self'; img-src data:" });
  allowStyles(headers, styles);
  const hash = createHash("sha256").update("p{color:red}").digest("base64");
  assert.equal(
    headers.get("content-security-policy"),
    `style-src 'self' 'sha256-${hash}'; img-src data:`,
  );
});
