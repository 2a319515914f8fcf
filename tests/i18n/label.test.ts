import assert from "node:assert/strict";
import { withColon } from "$lib/i18n/label.ts";

Deno.test("a label has the colon of its language, which doesn't begin a line in French", () => {
  assert.equal(withColon("Guest", "en"), "Guest:");
  assert.equal(withColon("Invité", "fr"), "Invité\u00a0:");
});
