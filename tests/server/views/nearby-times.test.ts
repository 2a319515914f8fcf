import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { nearbyTimes } from "$lib/server/views/nearby-times.ts";
import { addHost, bookingRequest, town } from "../../support/town.ts";

Deno.test("nearbyTimes: free starts near a coming booking, for its own host alone", async () => {
  const { app, host } = await town();
  using _ = app;
  const grace = await addHost(app, { preferredUsername: "grace", email: "grace@example.org" });
  const requested = await bookings.request(app, bookingRequest());
  assert(requested.ok);
  const { booking } = requested.value;
  const starts = await nearbyTimes(app, booking, host.id);
  assert.equal(starts.length, 8);
  assert(!starts.includes(booking.start));
  assert.deepEqual(await nearbyTimes(app, booking, grace.id), []);
  app.at(booking.start);
  assert.deepEqual(await nearbyTimes(app, booking, host.id), [], "none once it has begun");
});
