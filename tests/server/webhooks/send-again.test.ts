import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addDelivery } from "../../support/seeded-webhooks.ts";
import { confirmedBooking } from "../../support/sample-booking.ts";
import { town } from "../../support/town.ts";
import { recordingReceiver, subscribe } from "../../support/webhooks/recording-receiver.ts";
import { runDue } from "../../support/job-runs.ts";

/** A webhook with a failed, a skipped, a delivered and another failed delivery, an hour apart. */
async function stage() {
  const receiver = recordingReceiver();
  const { app, host: ada } = await town({ app: receiver.app });
  const { subscription } = await subscribe(app, ada.id);
  const of = { ada, booking: confirmedBooking(), subscription };
  const add = (agoHours: number, tries: Parameters<typeof addDelivery>[4]) =>
    addDelivery(app, of, "booking.confirmed", app.now() - agoHours * HOUR, tries);
  const failed = await add(4, [{ status: 410, answer: "" }]);
  const skipped = await add(3, []);
  const delivered = await add(2, [{ status: 200 }]);
  const late = await add(1, [{ status: 410, answer: "" }]);
  const range = (fromHours: number, toHours: number, states?: deliveries.DeliveryRange["states"]) =>
    deliveries.sendRangeAgain(app, ada.id, subscription.id, {
      from: app.now() - fromHours * HOUR,
      to: app.now() - toHours * HOUR,
      ...(states ? { states } : {}),
    });
  const again = (range: deliveries.DeliveryRange, most: number) =>
    deliveries.sendRangeAgain(app, ada.id, subscription.id, range, most);
  return { app, receiver, range, again, ids: { failed, skipped, delivered, late } };
}

Deno.test("sendRangeAgain: the failed and skipped ones of the period, under their ids, oldest first", async () => {
  const { app, receiver, range, ids } = await stage();
  assert.deepEqual(await range(4, 1), { ok: true, value: { count: 2, next: null } });
  await runDue(app);
  const sent = receiver.received.map(({ headers }) => headers["webhook-id"]);
  assert.deepEqual(sent, [ids.failed.id, ids.skipped.id]);
});

Deno.test("sendRangeAgain: delivered ones are sent again only where they are asked for", async () => {
  const { app, receiver, range } = await stage();
  assert.deepEqual(await range(5, 0, ["delivered", "stopped"]), {
    ok: true,
    value: { count: 3, next: null },
  });
  await runDue(app);
  assert.equal(receiver.received.length, 3);
});

Deno.test("sendRangeAgain: what is too much for one call is found from the instant that it answers", async () => {
  const { app, receiver, ids, again } = await stage();
  const to = app.now();
  const states = ["delivered", "stopped", "skipped"] as const;
  const calls: string[][] = [];
  for (let from: number | null = to - 5 * HOUR; from !== null;) {
    const sent: { count: number; next: number | null } = await granted(
      again({ from, to, states }, 3),
    );
    await runDue(app);
    calls.push(receiver.received.splice(0).map(({ headers }) => headers["webhook-id"]!));
    assert.equal(sent.count, calls.at(-1)!.length);
    from = sent.next;
  }
  assert.deepEqual(calls, [[ids.failed.id, ids.skipped.id, ids.delivered.id], [ids.late.id]]);
});

Deno.test("sendRangeAgain: a period that ends before it begins is refused", async () => {
  const { range } = await stage();
  assert.deepEqual(refusal(await range(1, 4)).fields, { to: "window-backwards" });
});
