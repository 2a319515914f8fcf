import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { deliverWebhooks } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { fanOut } from "$lib/server/webhooks/fan-out.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { countRecords, everyKind } from "../../support/job-runs.ts";
import { ask, mondayTen, type Town } from "../../support/town.ts";
import { beforeReading } from "../../support/altered-store.ts";
import { startReceiver, status } from "../../support/webhooks/receiver.ts";
import { deliverDue, subscribe, webhookTown } from "../../support/webhooks/stage.ts";

type Step = PromiseWithResolvers<void>;

/** Books the hour with this number; the id of its event. */
async function eventOfBooking({ app }: Town, n: number): Promise<string> {
  const events = async () =>
    (await Array.fromAsync(app.kv.list({ prefix: ["webhook_event"] }))).map(({ key }) => key[1]);
  const before = await events();
  await ask(app, { start: mondayTen + n * HOUR });
  return String((await events()).find((id) => !before.includes(id)));
}

async function assertNothingLeft({ app }: Town): Promise<void> {
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
}

Deno.test("a subscription that is deleted while its lane goes to sleep leaves no delivery", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  await fanOut(app, await eventOfBooking(town, 0));
  const runner = openJobRunner(app, {
    ...everyKind(() => Promise.resolve({ state: "superseded" })),
    "deliver-webhooks": async (app, job) => {
      const end = await deliverWebhooks(app, job);
      await subscriptions.remove(app, host.id, subscription.id);
      return end;
    },
  });
  await runner.drain();
  await runner.stop(0);
  assert.equal(receiver.received.length, 1);
  await assertNothingLeft(town);
});

Deno.test("a subscription that is deleted while an event is fanned out leaves no delivery", async () => {
  for (const active of [true, false]) {
    const town = await webhookTown(), { app, host } = town;
    using _ = app;
    const url = "https://hooks.example.org/";
    const { subscription } = await subscribe(app, host.id, { url, active });
    const eventId = await eventOfBooking(town, 0);
    const kv = beforeReading(app.kv, "webhook_delivery", async () => {
      await subscriptions.remove(app, host.id, subscription.id);
      await deliverDue(app);
    }, true);
    await fanOut({ ...app, kv }, eventId);
    await deliverDue(app);
    await assertNothingLeft(town);
  }
});

Deno.test("a delivery that comes while a lane deletes those of its subscription goes with them", async () => {
  const town = await webhookTown(), { app, host } = town;
  const { subscription } = await subscribe(app, host.id, { url: "https://hooks.example.org/" });
  const events = [await eventOfBooking(town, 0), await eventOfBooking(town, 1)];
  const kv = beforeReading(app.kv, "webhook", async () => {
    await subscriptions.remove(app, host.id, subscription.id);
  });
  const [running, listed, cleared, added] = Array.from(
    { length: 4 },
    () => Promise.withResolvers<void>(),
  ) as [Step, Step, Step, Step];
  const runner = openJobRunner(app, {
    ...everyKind(() => Promise.resolve({ state: "superseded" })),
    "deliver-webhooks": async (app, job) => {
      running.resolve();
      await listed.promise;
      const end = await deliverWebhooks({ ...app, kv }, job);
      cleared.resolve();
      await added.promise;
      return end;
    },
  });
  await fanOut(app, events[0]!);
  runner.wake();
  await running.promise;
  const slow = beforeReading(app.kv, "webhook_delivery", () => {
    listed.resolve();
    return cleared.promise;
  }, true);
  await fanOut({ ...app, kv: slow }, events[1]!);
  added.resolve();
  await runner.drain();
  await runner.stop(0);
  await assertNothingLeft(town);
});

Deno.test("a subscription that is deleted while a request is under way leaves no delivery", async () => {
  const town = await webhookTown(), { app, host } = town;
  await using receiver = await startReceiver((response, received) => {
    void subscriptions.remove(app, host.id, subscription.id)
      .then(() => setTimeout(() => status(500)(response, received), 100));
  });
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  await eventOfBooking(town, 0);
  await deliverDue(app);
  assert.equal(receiver.received.length, 1);
  await assertNothingLeft(town);
});
