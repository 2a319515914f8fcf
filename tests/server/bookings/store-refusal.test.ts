import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { isBooked, refuseIfStoreRefuses } from "$lib/server/bookings/store-refusal.ts";
import { bookingRequest, town } from "../../support/town.ts";

Deno.test("isBooked: a booking counts as made after an error only where it is stored", async () => {
  const { app } = await town();
  using _ = app;
  const error = new Error("connection reset");
  await assert.rejects(isBooked(app, "nowhere", error), error);
  const requested = await bookings.request(app, bookingRequest());
  assert(requested.ok);
  assert(await isBooked(app, requested.value.booking.id, error));
});

Deno.test("refuseIfStoreRefuses: only what a store says of itself is a refusal", () => {
  const refusal = (message: string) => refuseIfStoreRefuses(new Error(message)).refusal;
  assert.deepEqual(refusal("database or disk is full"), { code: "cannot-save", retryAfter: 60 });
  assert.deepEqual(refusal("database is locked"), { code: "busy", retryAfter: 5 });
  assert.throws(() => refusal("undefined is not a function"), /not a function/);
});
