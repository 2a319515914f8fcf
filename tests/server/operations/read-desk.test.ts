import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ApiKeyInput } from "$lib/scheduling/api-key.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { countNeeds, needsOf, readDesk } from "$lib/server/operations/read-desk.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { withSync } from "$lib/server/store/sync-log.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { testHost } from "../../support/test-app.ts";
import { readDelivery } from "$lib/server/store/webhook-deliveries.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { accept, startReceiver, status } from "../../support/webhooks/receiver.ts";
import { deliverDue, subscribe, webhookTown } from "../../support/webhooks/stage.ts";
import { changeWork, failedEmail, failedWork } from "../../support/failed-work.ts";
import { granted } from "../../support/granted.ts";

const signedOut = {
  kind: "signed-out",
  reason: "wrong-password",
  detail: "",
  isHostNotified: true,
} as const;

Deno.test("readDesk: needs, calendars and work of one host, and none of another's", async () => {
  const { app, host, id } = await failedEmail();
  const failure = { ...signedOut, since: app.now() - MINUTE };
  await connectCalendar(app, host, [], { failure });
  const [calendar] = Object.keys((await getGuard(app.kv, host.id)).guard.calendars);
  let log = withSync(null, { at: app.now() - HOUR, tookMs: 900, isFailed: false });
  log = withSync(log, { at: app.now(), tookMs: 40, isFailed: true });
  await app.kv.set(keys.syncLog(host.id, calendar!), log);

  const desk = await readDesk(app, host.id);
  assert.deepEqual(needsOf(desk, true).map(({ about }) => about), ["calendar", "work"]);
  assert.equal(await countNeeds(app, host.id), 2);
  assert.deepEqual(desk.problems.map((job) => job.id), [id]);
  assert.equal(desk.counts.emails.failed, 1);
  const [account] = desk.calendars;
  assert.deepEqual([account!.status, account!.tookMs, account!.reads, account!.failure?.reason], [
    "broken",
    40,
    { done: 1, failed: 1 },
    "wrong-password",
  ]);
  const stranger = await testHost(app, { username: "eve" });
  const theirs = await readDesk(app, stranger.id);
  assert.deepEqual([needsOf(theirs, true), theirs.deadlines, theirs.problems], [[], [], []]);
  assert.equal(await countNeeds(app, stranger.id), 0);
});

Deno.test("countNeeds: a webhook that works again and has a delivery that stopped counts, as the page lists it", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const counts = async () => [
    needsOf(await readDesk(app, host.id), true).length,
    await countNeeds(app, host.id),
  ];
  const sendTest = async () => {
    const sent = await granted(
      deliveries.sendTest(app, host.id, subscription.id, "booking.confirmed"),
    );
    await deliverDue(app);
    return sent.id;
  };
  receiver.answer = status(500);
  const id = await sendTest();
  const first = async () => (await readDelivery(app.kv, subscription.id, id)).value!;
  receiver.answer = accept;
  await sendTest();
  assert.equal((await first()).state, "waiting");
  assert.deepEqual(await counts(), [1, 1]);

  receiver.answer = status(500);
  for (let dueAt; (dueAt = (await first()).dueAt) !== null;) {
    app.at(dueAt);
    await deliverDue(app);
  }
  receiver.answer = accept;
  await sendTest();
  assert.equal((await first()).state, "stopped");
  assert.deepEqual(await counts(), [1, 1]);

  assert((await deliveries.sendAgain(app, host.id, subscription.id, id)).ok);
  await deliverDue(app);
  assert.equal((await first()).state, "delivered");
  assert.deepEqual(await counts(), [0, 0]);
});

Deno.test("needsOf: unsent emails need their host only where there is a mail server; sign-in emails never do", async () => {
  const { app, host, id } = await failedEmail({ state: "unsent" });
  const signIn = { kind: "send-sign-in-email", hostId: host.id, sealedEmail: "" } as const;
  await failedWork(app, host.id, signIn);
  const desk = await readDesk(app, host.id);
  assert.equal(needsOf(desk, true).length, 1);
  assert.equal(needsOf(desk, false).length, 0);
  await changeWork(app, id, { state: "done", doneAt: app.now() });
  assert.equal(needsOf(await readDesk(app, host.id), true).length, 0);
});

Deno.test("readDesk: what ends within two weeks, the nearest first, and what was done in the last day", async () => {
  const { app, host, booking, id } = await failedEmail({ state: "done" });
  await changeWork(app, id, { doneAt: app.now() });
  for (const expires of ["30", "2026-11-05"]) {
    const input = granted(parse(ApiKeyInput, { name: `until ${expires}`, expires }));
    assert((await apiKeys.create(app, host, input)).ok);
  }
  const desk = await readDesk(app, host.id);
  assert.deepEqual(desk.deadlines.map(({ kind, name }) => [kind, name]).sort(), [
    ["api-key", "until 2026-11-05"],
    ["request", booking.guest.name],
  ]);
  const ends = desk.deadlines.map(({ at }) => at);
  assert.deepEqual(ends, ends.toSorted((a, b) => a - b));
  assert.equal(desk.lastDay.otherEmails, 1);
  app.at(app.now() + DAY + HOUR);
  assert.equal((await readDesk(app, host.id)).lastDay.otherEmails, 0);
});
