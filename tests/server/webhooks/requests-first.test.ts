import assert from "node:assert/strict";
import { whoAmI } from "$lib/server/api/sign-in.ts";
import { listEventIdsOf } from "$lib/server/store/webhook-events.ts";
import { runLane } from "$lib/server/webhooks/lane.ts";
import { fanOut } from "$lib/server/webhooks/fan-out.ts";
import { openApi } from "../../support/api-in-process.ts";
import { countRecords } from "../../support/job-runs.ts";
import { ask } from "../../support/town.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { deliverDue, onlyDelivery, subscribe, webhookTown } from "../../support/webhooks/stage.ts";

Deno.test("no due job begins while a request is under way", async () => {
  await using stage = await booked();
  const run = deliverDue(stage.app);
  await stage.settle();
  assert.equal(await countRecords(stage.app, "webhook_delivery"), 0);
  stage.endRequest();
  await run;
  assert.equal(stage.receiver.received.length, 1);
});

Deno.test("no webhook is sent while a request is under way", async () => {
  await using stage = await booked();
  await fanOut(stage.app, stage.eventId);
  const run = runLane(stage.app, stage.subscription.ownerId, stage.subscription.id);
  await stage.settle();
  assert.equal(stage.receiver.received.length, 0);
  stage.endRequest();
  await run;
  assert.equal(stage.receiver.received.length, 1);
});

Deno.test("the result of a webhook is stored after the requests under way", async () => {
  await using stage = await booked();
  await fanOut(stage.app, stage.eventId);
  stage.passBefore = 1;
  const run = runLane(stage.app, stage.subscription.ownerId, stage.subscription.id);
  await stage.settle();
  assert.equal(stage.receiver.received.length, 1);
  assert.equal((await onlyDelivery(stage.app, stage.subscription)).state, "waiting");
  stage.endRequest();
  await run;
  assert.equal((await onlyDelivery(stage.app, stage.subscription)).state, "delivered");
});

Deno.test("a request is under way until its answer is ready", async () => {
  const { app } = await webhookTown();
  let isOver = false;
  const { answer } = app.requests;
  app.requests.answer = (respond) => answer(respond).finally(() => isOver = true);
  const response = await openApi(app)(whoAmI, {});
  assert.equal(response.status, 401);
  assert(isOver);
});

/** A booking just made, of which a receiver is told; a request is under way until it is ended. */
async function booked() {
  const { app, host } = await webhookTown();
  const receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const requested = await ask(app);
  const [eventId] = await listEventIdsOf(app.kv, requested.booking.id);
  assert(eventId);
  const request = Promise.withResolvers<void>();
  const stage = {
    app,
    receiver,
    subscription,
    eventId,
    /** How often nothing is under way, at first. */
    passBefore: 0,
    endRequest: () => request.resolve(),
    /** Waits for what can be done meanwhile. */
    settle: () => new Promise((resolve) => setTimeout(resolve, 100)),
    async [Symbol.asyncDispose]() {
      await receiver[Symbol.asyncDispose]();
      app[Symbol.dispose]();
    },
  };
  app.requests.letPass = () => stage.passBefore-- > 0 ? Promise.resolve() : request.promise;
  return stage;
}
