import assert from "node:assert/strict";
import { cancelSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { eraseGuestData } from "$lib/server/guests/erasure.ts";
import { close as closeAccount } from "$lib/server/hosts/account.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import type { Job } from "$lib/server/store/job.ts";
import { eraseAccount } from "$lib/server/jobs/erase-account.ts";
import { notifySeats } from "$lib/server/jobs/notify-seats.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { sampleEvent } from "$lib/server/webhooks/sample-event.ts";
import { listEventIdsOf, readEvent, writeEvent } from "$lib/server/store/webhook-events.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { granted, refusal } from "../../support/granted.ts";
import { countRecords, runPurge } from "../../support/job-runs.ts";
import { addHost, ask, mondayTen, type Town } from "../../support/town.ts";
import { beforeReading } from "../../support/altered-store.ts";
import { startReceiver, status } from "../../support/webhooks/receiver.ts";
import {
  deliverDue,
  deliveriesOf,
  onlyDelivery,
  subscribe,
  webhookTown,
} from "../../support/webhooks/stage.ts";

/** A request that its guest has withdrawn. */
async function withdrawn({ app }: Town): Promise<string> {
  const { id } = (await ask(app)).booking;
  app.at(app.now() + 1_000);
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, id, { by, reason: "ill", revision: null })).ok);
  return id;
}

/** Everything in the store as one text. */
async function storeText({ app }: Town): Promise<string> {
  let text = "";
  for await (const entry of app.kv.list({ prefix: [] })) text += JSON.stringify(entry);
  return text;
}

Deno.test("erasing a guest empties their events and deliveries; what waits is not sent", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500, {}, "we know grace@example.com"));
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const id = await withdrawn(town);
  await deliverDue(app);
  const { length } = receiver.received;
  assert(length > 0);
  assert((await storeText(town)).includes("we know grace@example.com"));
  const erased = await eraseGuestData(app, host, "grace@example.com");
  assert.equal(erased.erased, 1);
  assert(!(await storeText(town)).includes("grace@example.com"));
  for (const each of await deliveriesOf(app, subscription)) {
    assert.deepEqual([each.state, each.reason, each.dueAt], ["skipped", "erased", null]);
    const again = await refusal(deliveries.sendAgain(app, host.id, subscription.id, each.id));
    assert.equal(again.code, "not-found");
  }
  for (const eventId of await listEventIdsOf(app.kv, id)) {
    assert.equal((await readEvent(app.kv, eventId)).value?.facts.about, "erased");
  }
  app.at(app.now() + 10 * DAY);
  await deliverDue(app);
  assert.equal(receiver.received.length, length);
  assert.equal(await countRecords(app, "webhook_order"), 0);
});

Deno.test("an erasure that is refused in the end leaves events and deliveries as they were", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500));
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const id = await withdrawn(town);
  await deliverDue(app);
  const booking = (await getBooking(app.kv, id))!;
  const kv = beforeReading(
    app.kv,
    "history",
    () => app.kv.set(keys.booking(id), shortenBooking({ ...booking, status: "PENDING" })),
  );
  const erased = await eraseGuestData({ ...app, kv }, host, "grace@example.com");
  assert.equal(erased.erased, 0);
  for (const eventId of await listEventIdsOf(app.kv, id)) {
    assert.equal((await readEvent(app.kv, eventId)).value?.facts.about, "booking");
  }
  const states = (await deliveriesOf(app, subscription)).map(({ state }) => state);
  assert.deepEqual(states, ["waiting", "waiting"]);
});

Deno.test("a program that ends right after an erasure sends nothing of the guest and empties the rest later", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500, {}, "we know grace@example.com"));
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const id = await withdrawn(town);
  await deliverDue(app);
  const sent = receiver.received.length;
  const kv = beforeReading(app.kv, "webhook_delivery", () => Promise.reject(new Error("killed")));
  await assert.rejects(eraseGuestData({ ...app, kv }, host, "grace@example.com"), /killed/);
  assert((await getBooking(app.kv, id))?.guestErasedAt);
  const [, untouched] = await deliveriesOf(app, subscription);
  const shown = await granted(deliveries.show(app, host.id, subscription.id, untouched!.id));
  assert.equal(shown.request, null);
  app.at(app.now() + DAY);
  await deliverDue(app);
  assert.equal(receiver.received.length, sent);
  assert(!(await storeText(town)).includes("grace@example.com"));
  assert.equal(await countRecords(app, "webhook_order"), 0);
});

Deno.test("an event that is not fanned out yet is empty for good once its guest is erased", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  await subscribe(app, host.id, { url: receiver.url });
  await withdrawn(town);
  // The emails of the booking are over, its events wait.
  for await (const { key, value } of app.kv.list<{ work: { kind: string } }>({ prefix: ["job"] })) {
    if (value.work.kind !== "fan-out-event") await app.kv.delete(key);
  }
  assert.equal((await eraseGuestData(app, host, "grace@example.com")).erased, 1);
  await deliverDue(app);
  assert.deepEqual(receiver.received, []);
});

Deno.test("a guest who is erased while their slot's cancellation is told is in no event", async () => {
  const type = { slug: "workshop", durations: [60], seats: 3, decision: "instant" as const };
  const town = await webhookTown({ type }), { app, host } = town;
  await using receiver = await startReceiver();
  const kinds = ["booking.cancelled" as const];
  await subscribe(app, host.id, { url: receiver.url, kinds });
  const requested = await ask(app, { slug: type.slug });
  await deliverDue(app);
  const slot = requested.booking.slot;
  assert((await cancelSharedSlot(app, slot, { hostId: host.id })).ok);
  const kv = beforeReading(app.kv, "host", async () => {
    assert.equal((await eraseGuestData(app, host, "grace@example.com")).erased, 1);
  });
  for await (const { value } of app.kv.list<Job>({ prefix: ["job"] })) {
    if (value.work.kind === "notify-seats") await notifySeats({ ...app, kv }, value);
  }
  assert(!(await storeText(town)).includes("grace@example.com"));
  await deliverDue(app);
  assert.deepEqual(receiver.received, []);
});

Deno.test("closing an account ends its subscriptions, and their lanes delete the deliveries", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500));
  await subscribe(app, host.id, { url: receiver.url });
  await withdrawn(town);
  await deliverDue(app);
  const sent = receiver.received.length;
  assert((await closeAccount(app, host.id, { username: host.username, message: "" })).ok);
  assert.equal(await countRecords(app, "webhook"), 0);
  app.at(app.now() + MINUTE);
  await deliverDue(app);
  assert.equal(receiver.received.length, sent);
  for (
    const family of [
      "webhook_delivery",
      "webhook_due",
      "webhook_open",
      "webhook_order",
      "webhook_signal",
    ]
  ) {
    assert.equal(await countRecords(app, family), 0, family);
  }
});

Deno.test("an event of a booking with a host whose account is closed still reaches the others", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const bob = await addHost(app, { preferredUsername: "bob", email: "bob@example.org" });
  await subscribe(app, bob.id, { url: receiver.url });
  const op = app.kv.atomic();
  const owners = [host.id, bob.id];
  const event = sampleEvent("", { id: "", ownerId: host.id }, "booking.cancelled", app.now());
  writeEvent(op, { ...event, owners, onlyFor: null, isTest: false });
  await op.commit();
  assert((await closeAccount(app, host.id, { username: host.username, message: "" })).ok);
  app.at(app.now() + DAY);
  for await (const { value } of app.kv.list<Job>({ prefix: ["job"] })) {
    if (value.work.kind !== "erase-account") continue;
    for (let n = 0; n < 5; n++) await eraseAccount(app, value);
  }
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.cancelled"]);
});

Deno.test("events and deliveries are purged thirty days after they were made, except what waits", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  await ask(app);
  await deliverDue(app);
  const began = app.now();
  assert.equal((await onlyDelivery(app, subscription)).state, "delivered");
  app.at(began + 30 * DAY - 1);
  await runPurge(app);
  assert.equal(await countRecords(app, "webhook_delivery"), 1);
  app.at(began + 30 * DAY + 1);
  await runPurge(app);
  for (const family of ["webhook_delivery", "webhook_event", "webhook_event_of"]) {
    assert.equal(await countRecords(app, family), 0, family);
  }
});

Deno.test("a program that was off for a month still sends what waited", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(500));
  await subscribe(app, host.id, { url: receiver.url });
  await ask(app);
  await deliverDue(app);
  await ask(app, { start: mondayTen + HOUR });
  receiver.received.length = 0;
  receiver.answer = status(204);
  app.at(app.now() + 31 * DAY);
  await runPurge(app);
  await deliverDue(app);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.requested", "booking.requested"]);
  await runPurge(app);
  for (const family of ["webhook_delivery", "webhook_event", "webhook_event_of"]) {
    assert.equal(await countRecords(app, family), 0, family);
  }
});
