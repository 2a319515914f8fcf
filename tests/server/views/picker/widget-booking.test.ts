import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { loadWidgetBooking } from "$lib/server/views/picker/widget-booking.ts";
import { bookingRequest, town } from "../../../support/town.ts";

Deno.test("loadWidgetBooking: a booking is shown under the address that it was made at, and no other", async () => {
  const { app, host, type } = await town();
  using _ = app;
  const requested = await bookings.request(app, bookingRequest());
  assert(requested.ok);
  const { booking } = requested.value;
  const token = await bookings.openGuestLink(app, booking);
  const load = (address: { username: string; slug: string }) =>
    loadWidgetBooking(app, address, token, new URLSearchParams());
  const { username } = host, { slug } = type;
  assert.equal((await load({ username, slug })).booked.id, booking.id);
  for (const other of [{ username, slug: "another" }, { username: "grace", slug }]) {
    await assert.rejects(load(other), { status: 404 });
  }
});
