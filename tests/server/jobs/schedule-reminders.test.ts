import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { granted } from "../../support/granted.ts";
import {
  addEventType,
  addHost,
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
  outboxOf,
} from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("schedule-reminders: what was held before an account was closed is followed up no more", async () => {
  for (const isClosed of [false, true]) {
    using app = await configuredApp();
    const sent = outboxOf(app);
    const host = await addHost(app);
    const type = await addEventType(app, host, {
      slug: "coffee",
      decision: "instant",
      durations: [30],
    });
    const after = { id: null, side: "after" as const, minutes: 30, to: "both" as const };
    await granted(reminders.setReminders(app, host.id, type.id, type.revision, {
      alarm: null,
      reminders: [after],
    }));
    const wakeAt = async (instant: number) => {
      app.at(instant);
      await runDue(app);
      return sent.splice(0).length;
    };
    await ask(app, { slug: "coffee", start: mondayTen });
    await wakeAt(app.now());
    await wakeAt(mondayTen + 59 * MINUTE + 50_000);
    if (isClosed) {
      assert((await account.close(app, host.id, { username: host.username, message: "" })).ok);
    }
    assert.equal(await wakeAt(mondayTen + HOUR), isClosed ? 0 : 2);
  }
});

Deno.test("schedule-reminders: the host's reminder of a group event names one guest and how many others come", async () => {
  const app = await configuredApp();
  const sent = outboxOf(app);
  const host = await addHost(app);
  const type = await addEventType(app, host, {
    slug: "class",
    decision: "instant",
    durations: [30],
    seats: 3,
  });
  const before = { id: null, side: "before" as const, minutes: 30, to: "host" as const };
  await granted(reminders.setReminders(app, host.id, type.id, type.revision, {
    alarm: null,
    reminders: [before],
  }));
  for (const email of ["one@example.net", "two@example.net", "three@example.net"]) {
    const request = bookingRequest({ slug: "class", start: mondayTen });
    const guest = { ...request.guest, email };
    assert((await bookings.request(app, { ...request, guest })).ok);
  }
  const runner = openJobRunner(app, jobHandlers);
  await runner.drain();
  sent.length = 0;
  app.at(mondayTen - 30 * MINUTE);
  await runner.drain();
  await runner.stop(1_000);
  assert.equal(sent.length, 1);
  assert.match(sent[0]!.text, /2 (more|others)/);
});
