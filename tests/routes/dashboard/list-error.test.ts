import assert from "node:assert/strict";
import { listError } from "$lib/components/list-error.ts";

Deno.test("the error of a list is its own, or that of its first wrong item", () => {
  assert.equal(listError({ sites: "Too many." }, "sites"), "Too many.");
  assert.equal(listError({ "sites.2": "Not a website." }, "sites"), "Not a website.");
  assert.equal(listError({ name: "Missing.", "sitesHidden.0": "No." }, "sites"), undefined);
});
