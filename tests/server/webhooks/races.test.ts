import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { listEventIdsOf } from "$lib/server/store/webhook-events.ts";
import { fanOut } from "$lib/server/webhooks/fan-out.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { countRecords } from "../../support/job-runs.ts";
import { ask, bookingRequest, mondayTen, restartApp } from "../../support/town.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import {
  deliverDue,
  deliveriesOf,
  onlyDelivery,
  subscribe,
  webhookTown,
} from "../../support/webhooks/stage.ts";

Deno.test("a subscription made while a booking is committed: whatever is booked after it is delivered", async () => {
  for (let n = 0; n < 30; n++) {
    const { app, host } = await webhookTown({ app: { withLock: (_, act) => act() } });
    using _ = app;
    const url = "https://hooks.example.org/";
    const [, requested] = await Promise.all([
      subscribe(app, host.id, { url }),
      bookings.request(app, bookingRequest()),
    ]);
    assert(requested.ok);
    const [booking, webhook] = await Promise.all([
      versionOf(app.kv, ["booking"]),
      versionOf(app.kv, ["webhook"]),
    ]);
    const events = await countRecords(app, "webhook_event");
    assert.equal(events, booking > webhook ? 1 : 0);
  }
});

Deno.test("without a subscription no event is written, and the last one removed ends it", async () => {
  const { app, host } = await webhookTown();
  await ask(app);
  assert.equal(await countRecords(app, "webhook_event"), 0);
  const { subscription } = await subscribe(app, host.id, { url: "https://hooks.example.org/" });
  assert((await subscriptions.remove(app, host.id, subscription.id)).ok);
  await ask(app, { start: mondayTen + HOUR });
  assert.equal(await countRecords(app, "webhook_event"), 0);
});

Deno.test("two processes on one store: each event of each booking arrives once and in order", async () => {
  const { app, host } = await webhookTown();
  const other = await restartApp(app, {
    fetch: app.fetch,
    instance: "other",
    settings: app.settings,
  });
  other.withLock = openLocks();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) {
    const requested = await ask(n % 2 ? app : other, { start: mondayTen + n * HOUR / 2 });
    ids.push(requested.booking.id);
  }
  const cancel = (id: string) =>
    bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null });
  const deliver = async () => {
    await Promise.all([deliverDue(app), deliverDue(other)]);
  };
  await Promise.all([deliver(), ...ids.map(cancel)]);
  await deliver();
  await deliver();
  assert.equal((await deliveriesOf(app, subscription)).length, 12);
  assert.equal(receiver.received.length, 12);
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 12);
  for (const id of ids) {
    const of = receiver.received.filter(({ json }) => bookingIdIn(json) === id);
    assert.deepEqual(of.map(({ json }) => json.type), ["booking.requested", "booking.cancelled"]);
  }
});

Deno.test("order: a later event waits while an earlier one has had fewer than three tries, then goes ahead", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver((response, { json }) => {
    const isFirst = json.type === "booking.requested";
    status(isFirst ? 500 : 204)(response, receiver.received.at(-1)!);
  });
  await subscribe(app, host.id, { url: receiver.url });
  const { id } = (await ask(app)).booking;
  await deliverDue(app);
  assert(
    (await bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null })).ok,
  );
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.requested"]);
  app.at(app.now() + 6_000);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), Array(2).fill("booking.requested"));
  app.at(app.now() + 6 * MINUTE);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), [...Array(3).fill("booking.requested"), "booking.cancelled"]);
});

Deno.test("order: an event whose deliveries were being made when the process ended comes before a later one", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const { id } = (await ask(app)).booking;
  app.at(app.now() - MINUTE);
  assert(
    (await bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null })).ok,
  );
  const [later] = await listEventIdsOf(app.kv, id);
  await fanOut(app, later!);
  app.at(app.now() + MINUTE);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.requested", "booking.cancelled"]);
  assert.equal((await deliveriesOf(app, subscription)).length, 2);
});

Deno.test("order: a receiver that asks for an hour's pause keeps a later event back for ten minutes at most", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver(status(429, { "retry-after": "3600" }));
  await subscribe(app, host.id, { url: receiver.url });
  const requested = await ask(app);
  const began = app.now(), { id } = requested.booking;
  await deliverDue(app);
  assert(
    (await bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null })).ok,
  );
  receiver.answer = accept;
  for (const minutes of [1, 9, 11]) {
    app.at(began + minutes * MINUTE);
    await deliverDue(app);
    const kinds = ["booking.requested", ...minutes > 10 ? ["booking.cancelled"] : []];
    assert.deepEqual(receiver.types(), kinds, `after ${minutes} minutes`);
  }
});

Deno.test("a receiver that answers again within five minutes gets a booking’s events in their order", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver(status(503));
  await subscribe(app, host.id, { url: receiver.url });
  const requested = await ask(app);
  await deliverDue(app);
  app.at(app.now() + 6_000);
  const { id } = requested.booking;
  assert(
    (await bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null })).ok,
  );
  await deliverDue(app);
  receiver.received.length = 0;
  receiver.answer = accept;
  app.at(app.now() + 6 * MINUTE);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.requested", "booking.cancelled"]);
});

Deno.test("a receiver that hangs does not delay another", async () => {
  const { app, host } = await webhookTown();
  const stuck: (() => void)[] = [];
  await using dead = await startReceiver((response) => stuck.push(() => response.destroy()));
  await using healthy = await startReceiver();
  const first = await subscribe(app, host.id, { url: dead.url });
  await subscribe(app, host.id, { url: healthy.url });
  await ask(app);
  const delivering = deliverDue(app);
  while (healthy.received.length === 0) await new Promise((wake) => setTimeout(wake, 5));
  assert.equal((await onlyDelivery(app, first.subscription)).tryCount, 0);
  stuck.forEach((release) => release());
  await delivering;
  assert.equal((await onlyDelivery(app, first.subscription)).tryCount, 1);
});

async function versionOf(kv: Deno.Kv, prefix: Deno.KvKey): Promise<string> {
  for await (const { versionstamp } of kv.list({ prefix })) return versionstamp;
  throw new Error(`nothing under ${prefix}`);
}

function bookingIdIn(json: Record<string, unknown>): string {
  return (json.data as { booking: { id: string } }).booking.id;
}
