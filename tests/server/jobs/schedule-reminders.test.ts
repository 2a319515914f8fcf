import assert from "node:assert/strict";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/town.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE;

Deno.test("schedule-reminders: what was held before an account was closed is followed up no more", async () => {
  for (const isClosed of [false, true]) {
    using app = await configuredApp();
    const sent: Email[] = [];
    app.sendMail = (email) => Promise.resolve(void sent.push(email));
    const host = await addHost(app);
    const type = await addEventType(app, host, {
      slug: "coffee",
      decision: "instant",
      durations: [30],
    });
    const after = { id: null, side: "after" as const, minutes: 30, to: "both" as const };
    const set = await reminders.setReminders(app, host.id, type.id, type.revision, {
      alarm: null,
      reminders: [after],
    });
    assert(set.ok);
    const wakeAt = async (instant: number) => {
      app.at(instant);
      const runner = openJobRunner(app, jobHandlers);
      await runner.drain();
      await runner.stop(1_000);
      return sent.splice(0).length;
    };
    assert((await bookings.request(app, bookingRequest({ slug: "coffee", start: mondayTen }))).ok);
    await wakeAt(app.now());
    await wakeAt(mondayTen + 59 * MINUTE + 50_000);
    if (isClosed) {
      assert((await account.close(app, host.id, { username: host.username, message: "" })).ok);
    }
    assert.equal(await wakeAt(mondayTen + HOUR), isClosed ? 0 : 2);
  }
});

Deno.test("schedule-reminders: the host's reminder of a group event names one guest and how many others come", async () => {
  using app = await configuredApp();
  const sent: Email[] = [];
  app.sendMail = (email) => Promise.resolve(void sent.push(email));
  const host = await addHost(app);
  const type = await addEventType(app, host, {
    slug: "class",
    decision: "instant",
    durations: [30],
    seats: 3,
  });
  const before = { id: null, side: "before" as const, minutes: 30, to: "host" as const };
  const set = await reminders.setReminders(app, host.id, type.id, type.revision, {
    alarm: null,
    reminders: [before],
  });
  assert(set.ok);
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
