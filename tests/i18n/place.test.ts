import assert from "node:assert/strict";
import { placeBeforeBooking, placeOf } from "$lib/i18n/place.ts";

Deno.test("call-guest: who comes along is not told the guest’s number", () => {
  const placed = {
    type: { location: { kind: "call-guest" as const } },
    guest: { phone: "0301234567" },
  };
  assert.equal(placeOf(placed, "guest", "en")?.text, "You’ll be called at 0301234567");
  assert.equal(placeOf(placed, "extra-guest", "en")?.text, "Phone call");
});

Deno.test("before a booking, a phone call says who calls", () => {
  const said = (kind: "phone" | "call-guest") => {
    const location = kind === "phone" ? { kind, value: "0301234567" } : { kind };
    return (["guest", "host"] as const).map((booker) => placeBeforeBooking(location, "en", booker));
  };
  assert.deepEqual(said("phone"), ["Phone call: you call", "Phone call: the guest calls"]);
  assert.deepEqual(said("call-guest"), [
    "Phone call: the host calls you",
    "Phone call: the host calls the guest",
  ]);
});
