import assert from "node:assert/strict";
import { pickerFragment } from "$lib/server/views/picker/picker-page.ts";

Deno.test("pickerFragment returns title and picker, whatever else is on the page", () => {
  const picker = `<article class="a" data-picker="" data-say="1 > 0"><p>days</p></article>`;
  const page = `<html><head><title>Call</title></head><body><article>no</article>${picker}</body>`;
  assert.equal(pickerFragment(page), `<!doctype html><title>Call</title>${picker}`);
});

Deno.test("pickerFragment leaves a page without a picker as it is", () => {
  assert.equal(pickerFragment("<html><p>closed</p>"), "<html><p>closed</p>");
});
