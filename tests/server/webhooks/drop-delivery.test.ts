import assert from "node:assert/strict";
import { hasProblem, readWebhookHealth } from "$lib/server/operations/webhook-health.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { retryDeliveries, reviveSubscription } from "$lib/server/webhooks/retry-deliveries.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testHost } from "../../support/test-app.ts";
import { ask } from "../../support/town.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import {
  deliverDue,
  onlyDelivery,
  stored,
  subscribe,
  webhookTown,
} from "../../support/webhooks/stage.ts";

/** Ada, whose webhook of a request was refused with 500. */
async function refused() {
  const { app, host } = await webhookTown();
  const receiver = await startReceiver();
  receiver.answer = status(500);
  const kinds = ["booking.requested" as const];
  const { subscription } = await subscribe(app, host.id, { url: receiver.url, kinds });
  const requested = await ask(app);
  await deliverDue(app);
  return { app, host, receiver, subscription, booking: requested.booking };
}

Deno.test("drop: a delivery that waits is not tried again, and the booking's history says so", async () => {
  const { app, host, receiver, subscription, booking } = await refused();
  await using __ = receiver;
  const { id } = await onlyDelivery(app, subscription);
  const stranger = await testHost(app, { username: "eve" });
  const foreign = await refusal(
    deliveries.drop(app, stranger.id, subscription.id, id, stranger.id),
  );
  assert.equal(foreign.code, "not-found");
  const asked = await Promise.all(
    [1, 2].map(() => deliveries.drop(app, host.id, subscription.id, id, host.id)),
  );
  assert.equal(asked.filter(({ ok }) => ok).length, 1);
  const { state, reason, dueAt } = await onlyDelivery(app, subscription);
  assert.deepEqual([state, reason, dueAt], ["skipped", "dropped", null]);
  const history = await listHistory(app.kv, booking.id);
  assert.equal(history.filter(({ event }) => event === "delivery-dropped").length, 1);
  const range = { from: 0, to: app.now() + 1 };
  const again = await granted(deliveries.sendRangeAgain(app, host.id, subscription.id, range));
  assert.equal(again.count, 0);
  const before = receiver.received.length;
  await deliverDue(app);
  assert.equal(receiver.received.length, before);
});

Deno.test("retryDeliveries: sends what waits and what stopped, once the receiver works all is well", async () => {
  const { app, host, receiver, subscription } = await refused();
  await using __ = receiver;
  const [failing] = await readWebhookHealth(app, host.id);
  assert.deepEqual([failing!.tries, failing!.retrying], [{ done: 0, failed: 1 }, 1]);
  assert(hasProblem(failing!));
  receiver.answer = accept;
  const now = await stored(app, subscription);
  assert.equal(await retryDeliveries(app, host.id, now), 1);
  await deliverDue(app);
  const [health] = await readWebhookHealth(app, host.id);
  assert.deepEqual([health!.tries, health!.retrying, health!.stopped], [
    { done: 1, failed: 1 },
    0,
    0,
  ]);
  assert.equal(hasProblem(health!), false);
});

Deno.test("reviveSubscription: one that 410 ended is active again and sends what it missed", async () => {
  const { app, host, receiver, subscription } = await refused();
  await using __ = receiver;
  receiver.answer = status(410);
  assert(
    (await deliveries.sendAgain(
      app,
      host.id,
      subscription.id,
      (await onlyDelivery(app, subscription)).id,
    )).ok,
  );
  await deliverDue(app);
  assert.equal((await stored(app, subscription)).disabled?.reason, "gone");
  assert(hasProblem((await readWebhookHealth(app, host.id))[0]!));
  receiver.answer = accept;
  const revived = await granted(reviveSubscription(app, host.id, subscription.id));
  assert.equal(revived, 1);
  await deliverDue(app);
  assert.equal((await onlyDelivery(app, subscription)).state, "delivered");
});

Deno.test("reviveSubscription: refused for a webhook that its host paused", async () => {
  const { app, host, receiver, subscription } = await refused();
  await using __ = receiver;
  assert((await subscriptions.setActive(app, host.id, subscription.id, false)).ok);
  assert.equal(refusal(await reviveSubscription(app, host.id, subscription.id)).code, "changed");
  assert.equal((await stored(app, subscription)).active, false);
});
