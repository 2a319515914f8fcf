import assert from "node:assert/strict";
import { localInstant } from "$lib/scheduling/local-instant.ts";

Deno.test("localInstant: a form's date and time in a zone, with seconds of zero or none", () => {
  const instant = Date.parse("2026-11-24T13:30:00Z");
  assert.equal(localInstant("2026-11-24T14:30", "Europe/Berlin"), instant);
  assert.equal(localInstant("2026-11-24T14:30:00", "Europe/Berlin"), instant);
});

Deno.test("localInstant: null for what is no date or no time of day", () => {
  for (const text of ["", "2026-02-30T14:30", "2026-11-24T24:00", "2026-11-24T14:60"]) {
    assert.equal(localInstant(text, "Europe/Berlin"), null, text);
  }
});
