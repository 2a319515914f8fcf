import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../../support/granted.ts";
import { ask } from "../../support/town.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { deliverDue, deliveriesOf, subscribe, webhookTown } from "../../support/webhooks/stage.ts";
import { countRecords } from "../../support/job-runs.ts";

Deno.test("webhooks: a life of a booking arrives in order, each event once, without a link secret", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const { booking, token } = await ask(app);
  await deliverDue(app);
  app.at(app.now() + 1_000);
  await granted(bookings.confirm(app, booking.id, {
    hostId: host.id,
    message: "Looking forward to it",
    revision: booking.revision,
    force: false,
  }));
  app.at(app.now() + 1_000);
  await granted(bookings.cancel(app, booking.id, {
    by: { actor: "guest" },
    reason: "ill",
    revision: null,
  }));
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
