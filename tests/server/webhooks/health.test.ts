import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { granted } from "../../support/granted.ts";
import { ask, mondayTen, outboxOf, type Town } from "../../support/town.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import {
  deliverDue,
  deliveriesOf,
  onlyDelivery,
  stored,
  subscribe,
  webhookTown,
} from "../../support/webhooks/stage.ts";

/** Books the half hour with this number. */
async function book({ app }: Town, n = 0): Promise<void> {
  await ask(app, { start: mondayTen + n * HOUR / 2 });
}

/** Moves the clock to every next try of a delivery until it is over. */
async function untilOver(town: Town, subscription: { id: string }): Promise<number> {
  for (let tries = 1;; tries++) {
    await deliverDue(town.app);
    const { dueAt } = await onlyDelivery(town.app, subscription);
    if (dueAt === null) return tries;
    town.app.at(dueAt);
  }
}

Deno.test("after the last try it is stopped and its host told once; one that works again is forgiven", async () => {
  const town = await webhookTown(), { app, host } = town;
  const emails = outboxOf(app);
  await using receiver = await startReceiver(status(500));
  const { subscription } = await subscribe(app, host.id, {
    url: receiver.url,
    kinds: ["booking.requested"],
  });
  await book(town);
  const began = app.now();
  assert.equal(await untilOver(town, subscription), 10);
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 1, "one id on every try");
  const tookHours = (app.now() - began) / HOUR;
  assert(tookHours > 75 && tookHours < 84, `${tookHours}`);
  const about = () => emails.filter(({ subject }) => /webhook needs attention/.test(subject));
  assert.equal(about().length, 1);
  assert(about()[0]!.text.includes(`/dashboard/webhooks/${subscription.id}`));
  assert(!about()[0]!.text.includes(receiver.url), "an address may be secret");

  const { id } = await onlyDelivery(app, subscription);
  assert((await deliveries.sendAgain(app, host.id, subscription.id, id)).ok);
  receiver.answer = accept;
  await deliverDue(app);
  const { failingSince, notifiedAt, active } = await stored(app, subscription);
  assert.deepEqual([failingSince, notifiedAt, active], [null, null, true]);
  assert.equal(about().length, 1);
});

Deno.test("five days of failures disable it: the others of its owner are told, and what follows is skipped", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500));
  await using other = await startReceiver();
  const kinds = ["booking.requested", "webhook.disabled"] as const;
  const { subscription } = await subscribe(app, host.id, { url: receiver.url, kinds: [...kinds] });
  await subscribe(app, host.id, { url: other.url, kinds: ["webhook.disabled"] });
  await book(town);
  await deliverDue(app);
  app.at(app.now() + 5 * DAY);
  await deliverDue(app);
  const disabled = await stored(app, subscription);
  assert.deepEqual([disabled.active, disabled.disabled?.reason], [false, "failing"]);
  await deliverDue(app);
  assert.deepEqual(other.types(), ["webhook.disabled"]);
  const sent = receiver.received.length;
  app.at(app.now() + 5 * DAY);
  await deliverDue(app);
  assert.equal(receiver.received.length, sent, "a disabled one is sent nothing");
  const [first] = await deliveriesOf(app, subscription);
  assert.deepEqual([first!.state, first!.reason], ["skipped", "disabled"]);
  assert((await subscriptions.setActive(app, host.id, subscription.id, true)).ok);
  assert.equal((await stored(app, subscription)).disabled, null);
});

Deno.test("410 while another request is under way: it stays disabled and its host is told once", async () => {
  for (const late of [accept, status(500)]) {
    const town = await webhookTown(), { app, host } = town;
    const emails = outboxOf(app);
    using _ = app;
    let first: (() => void) | null = null;
    await using receiver = await startReceiver((response, received) => {
      if (receiver.received.length === 1) return void (first = () => late(response, received));
      status(410)(response, received);
      setTimeout(() => first!(), 200);
    });
    const kinds = ["booking.requested" as const];
    const { subscription } = await subscribe(app, host.id, { url: receiver.url, kinds });
    await book(town);
    await book(town, 1);
    await deliverDue(app);
    await deliverDue(app);
    const { disabled, failingSince } = await stored(app, subscription);
    assert.equal(disabled?.reason, "gone");
    assert(failingSince !== null);
    assert.equal(emails.filter(({ text }) => text.includes(subscription.id)).length, 1);
  }
});

Deno.test("five days by a clock that was just set, or is set back, do not disable it", async () => {
  let agreedForMs = 0;
  const clock = {
    detectJump: () => 0,
    agreedForMs: () => agreedForMs,
    earliestNow: () => 0,
  };
  const town = await webhookTown({ app: { clock } }), { app, host } = town;
  await using receiver = await startReceiver(status(500));
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const began = app.now();
  await book(town);
  await deliverDue(app);
  app.at(began + 6 * DAY);
  await deliverDue(app);
  assert((await stored(app, subscription)).active, "the clock was set forward");
  app.at(began - DAY);
  await book(town, 1);
  await deliverDue(app);
  assert.equal((await stored(app, subscription)).failingSince, began - DAY, "and back again");
  agreedForMs = HOUR;
  app.at(began + 4 * DAY);
  await deliverDue(app);
  assert.equal((await stored(app, subscription)).disabled?.reason, "failing");
});

Deno.test("paused: what happens is listed as skipped and can be sent again for a span of time", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, {
    url: receiver.url,
    kinds: ["booking.requested"],
  });
  assert((await subscriptions.setActive(app, host.id, subscription.id, false)).ok);
  const began = app.now();
  await book(town);
  app.at(began + HOUR);
  await book(town, 1);
  await deliverDue(app);
  assert.deepEqual(receiver.received, []);
  const states = (await deliveriesOf(app, subscription)).map((
    { state, reason },
  ) => [state, reason]);
  assert.deepEqual(states, [["skipped", "paused"], ["skipped", "paused"]]);
  assert((await subscriptions.setActive(app, host.id, subscription.id, true)).ok);
  await deliverDue(app);
  assert.deepEqual(receiver.received, [], "nothing old is sent by itself");
  const range = { from: began + 1, to: began + 2 * HOUR };
  const again = await granted(deliveries.sendRangeAgain(app, host.id, subscription.id, range));
  assert.deepEqual(again, { count: 1, next: null });
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.requested"]);
});

Deno.test("a test event reaches a paused subscription too, marked as one", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url, active: false });
  assert((await deliveries.sendTest(app, host.id, subscription.id)).ok);
  await deliverDue(app);
  assert.deepEqual(receiver.received.map(({ json }) => [json.type, json.test]), [[
    "booking.requested",
    true,
  ]]);
});
