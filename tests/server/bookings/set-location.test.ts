import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { bookingRequest, town } from "../../support/town.ts";

Deno.test("setLocation: an outdated form changes nothing for the guests of a shared time", async () => {
  const { app, host } = await town({
    type: { slug: "talk", decision: "instant", location: { kind: "later" }, seats: 3 },
  });
  using _ = app;
  const book = async () => {
    const requested = await bookings.request(app, bookingRequest({ slug: "talk" }));
    assert(requested.ok);
    return requested.value.booking;
  };
  const { id, revision } = await book(), other = await book();
  const location = { kind: "address" as const, value: "Torstraße 12" };
  const set = { hostId: host.id, location };
  assert.deepEqual(
    await bookings.setLocation(app, id, { ...set, revision: revision - 1 }),
    { ok: false, refusal: { code: "changed" } },
  );
  assert.deepEqual(await getBooking(app.kv, other.id), other);
});
