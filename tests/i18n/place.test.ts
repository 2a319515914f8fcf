import assert from "node:assert/strict";
import { placeOf } from "$lib/i18n/place.ts";

Deno.test("call-guest: who comes along is not told the guest’s number", () => {
  const placed = {
    type: { location: { kind: "call-guest" as const } },
    guest: { phone: "0301234567" },
  };
  assert.equal(placeOf(placed, "guest", "en")?.text, "You’ll be called at 0301234567");
  assert.equal(placeOf(placed, "extra-guest", "en")?.text, "Phone call");
});
