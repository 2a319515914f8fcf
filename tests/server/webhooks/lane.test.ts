import assert from "node:assert/strict";
import { HOUR, SECOND } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { fanOut } from "$lib/server/webhooks/fan-out.ts";
import { runLane } from "$lib/server/webhooks/lane.ts";
import { alteredStore, committingStore } from "../../support/altered-store.ts";
import { granted } from "../../support/granted.ts";
import { ask, mondayTen, type Town } from "../../support/town.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import { subscribe, webhookTown } from "../../support/webhooks/stage.ts";

/** The same store, in which every list takes 300 ms and commits fail, each as long as it is said. */
function troubled(
  kv: Deno.Kv,
  { isSlow, isFull }: { isSlow(): boolean; isFull(): boolean },
): Deno.Kv {
  const committing = committingStore(
    kv,
    (make) => isFull() ? Promise.reject(new Error("the disk is full")) : make(),
  );
  return alteredStore(committing, {
    list(...query: Parameters<Deno.Kv["list"]>) {
      if (!isSlow()) return kv.list(...query);
      return (async function* () {
        await new Promise((wake) => setTimeout(wake, 300));
        yield* kv.list(...query);
      })();
    },
  });
}

/** Requests the hour with this number; returns the booking's id. */
async function book({ app }: Town, n = 0): Promise<string> {
  const requested = await ask(app, { start: mondayTen + n * HOUR });
  return requested.booking.id;
}

/** Makes the deliveries of every event. */
async function fanOutAll({ app }: Town): Promise<void> {
  for await (const { key } of app.kv.list({ prefix: ["webhook_event"] })) {
    await fanOut(app, String(key[1]));
  }
}

Deno.test("a store that takes no try ends the run of the lane, which is repeated under the same ids", async () => {
  const town = await webhookTown(), { app, host } = town;
  let isInTrouble = true;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  for (const n of [0, 1]) await book(town, n);
  await fanOutAll(town);
  const isNow = () => isInTrouble;
  const broken = { ...app, kv: troubled(app.kv, { isSlow: isNow, isFull: isNow }) };
  await assert.rejects(runLane(broken, host.id, subscription.id), /the disk is full/);
  assert.equal(receiver.received.length, 2);
  isInTrouble = false;
  assert.equal((await runLane(broken, host.id, subscription.id)).state, "asleep");
  assert.equal(receiver.received.length, 4);
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 2);
});

Deno.test("a lane is due with a try that failed while it looked at what is held back for longer", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver(status(429, { "retry-after": "3600" }));
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const id = await book(town);
  await fanOutAll(town);
  await runLane(app, host.id, subscription.id);
  receiver.answer = status(500);
  await book(town, 1);
  await fanOutAll(town);
  app.at(app.now() + SECOND);
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  await fanOutAll(town);
  const slow = { ...app, kv: troubled(app.kv, { isSlow: () => true, isFull: () => false }) };
  const end = await runLane(slow, host.id, subscription.id);
  assert(end.state === "asleep" && end.dueAt !== null);
  assert(end.dueAt <= app.now() + 6 * SECOND, `${end.dueAt - app.now()} ms`);
});

Deno.test("an event is sent whenever the one before it ends while the lane looks for what is due", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  for (let turns = 0; turns < 16; turns++) {
    const answered = Promise.withResolvers<void>(), stored = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<void>(), sent = Promise.withResolvers<void>();
    receiver.answer = (response, received) => {
      sent.resolve();
      answered.promise.then(() => accept(response, received));
    };
    // The next event is read in the moment in which the try is stored, so many turns of the queue later.
    const committing = committingStore(app.kv, async (make) => {
      const result = await make();
      stored.resolve();
      await looked.promise;
      return result;
    });
    const kv = alteredStore(committing, {
      async getMany(keys: readonly Deno.KvKey[]) {
        const entries = await app.kv.getMany(keys);
        if (keys[0]?.[0] !== "webhook_delivery" || sentCount() === 0) return entries;
        answered.resolve();
        await stored.promise;
        looked.resolve();
        for (let turn = 0; turn < turns; turn++) await null;
        return entries;
      },
    });
    const before = receiver.received.length, sentCount = () => receiver.received.length - before;
    const id = await book(town);
    await fanOutAll(town);
    const run = runLane({ ...app, kv }, host.id, subscription.id);
    await sent.promise;
    const by = { actor: "guest" as const };
    await granted(bookings.cancel(app, id, { by, reason: "", revision: null }));
    await fanOutAll(town);
    assert.equal((await run).state, "asleep");
    assert.equal(sentCount(), 2, `after ${turns} turns`);
  }
});
