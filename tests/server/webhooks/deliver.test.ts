import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { bookingRequest } from "../../support/town.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { deliverDue, deliveriesOf, subscribe, webhookTown } from "../../support/webhooks/stage.ts";
import { countRecords } from "../../support/job-runs.ts";

Deno.test("webhooks: a life of a booking arrives in order, each event once, without a link secret", async () => {
  const { app, host } = await webhookTown();
  using _ = app;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const requested = await bookings.request(app, bookingRequest());
  assert(requested.ok);
  const { booking, token } = requested.value;
  await deliverDue(app);
  app.at(app.now() + 1_000);
  const confirmed = await bookings.confirm(app, booking.id, {
    hostId: host.id,
    message: "Looking forward to it",
    revision: booking.revision,
    force: false,
  });
  assert(confirmed.ok, JSON.stringify(confirmed));
  app.at(app.now() + 1_000);
  const cancelled = await bookings.cancel(app, booking.id, {
    by: { actor: "guest" },
    reason: "ill",
    revision: null,
  });
  assert(cancelled.ok, JSON.stringify(cancelled));
  await deliverDue(app);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), [
    "booking.requested",
    "booking.confirmed",
    "booking.cancelled",
  ]);
  assert.deepEqual(receiver.received.map(({ json }) => json.sequence), [1, 2, 3]);
  const ids = receiver.received.map(({ id }) => id);
  assert.equal(new Set(ids).size, 3);
  const deliveries = await deliveriesOf(app, subscription);
  assert.deepEqual(deliveries.map(({ id }) => id), ids);
  assert(deliveries.every(({ state }) => state === "delivered"));
  for (const { body } of receiver.received) assert(!body.includes(token));
  assert.equal(await countRecords(app, "webhook_due"), 0);
  assert.equal(await countRecords(app, "webhook_order"), 0);
});
