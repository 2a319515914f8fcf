import assert from "node:assert/strict";
import { inLine, labelled, withColon } from "$lib/i18n/label.ts";

Deno.test("a label has the colon of its language, which doesn't begin a line in French", () => {
  assert.equal(withColon("Guest", "en"), "Guest:");
  assert.equal(withColon("Invité", "fr"), "Invité\u00a0:");
});

Deno.test("names in a line and a label with its value have the signs of their language", () => {
  assert.deepEqual(
    ["en", "fr", "ar"].map((language) => inLine(["Ada", "Ben"], language)),
    ["Ada, Ben", "Ada, Ben", "Ada، Ben"],
  );
  assert.equal(labelled("Renvoyer", "Confirmation", "fr"), "Renvoyer\u00a0: Confirmation");
  assert.equal(labelled("Send again", "Confirmation", "en"), "Send again: Confirmation");
});
