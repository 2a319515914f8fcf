import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";
import {
  editIntroCall,
  noLimits,
  outcomeAt,
  overrideMonday,
  requireNotice,
} from "../../support/host-policies.ts";
import { bookAt } from "../../support/ledger.ts";
import { committingStore } from "../../support/altered-store.ts";

Deno.test("host rules: the last of a day's limit is given once, to whomever comes of many at once", async () => {
  const { app, host } = await town();
  using _ = app;
  await hostRules.setBookingLimits(app, host.id, 0, { ...noLimits, day: 3 });
  const starts = Array.from({ length: 16 }, (_, i) => mondayTen + i * 30 * MINUTE - HOUR);
  const answers = await Promise.all(
    starts.map((start) => bookings.request(app, bookingRequest({ start }))),
  );
  assert.equal(answers.filter(({ ok }) => ok).length, 3);
  for (const answer of answers) {
    if (!answer.ok) assert.equal(answer.refusal.code, "not-offered");
  }
});

Deno.test("host rules: hours that change under many requests let none in outside of them", async () => {
  const { app, host } = await town();
  using _ = app;
  const [schedule] = await listSchedules(app.kv, host.id);
  let granted = 0;
  const requests = Array.from({ length: 12 }, async (_, i) => {
    const answer = await bookings.request(
      app,
      bookingRequest({ start: mondayTen + i * 30 * MINUTE }),
    );
    if (answer.ok) granted++;
  });
  await requests[0];
  assert.ok((await schedules.saveRules(app, host.id, schedule!.id, { revision: 1, rules: [] })).ok);
  const before = granted;
  await Promise.all(requests);
  assert.ok(before > 0);
  assert.equal(granted, before);
});

/** What a host changes between the look and the commit of a request, by another process. */
const meanwhile: [what: string, change: (app: TestApp, host: Host) => Promise<unknown>][] = [
  ["closes the hours", async (app, host) => {
    const [schedule] = await listSchedules(app.kv, host.id);
    await schedules.saveRules(app, host.id, schedule!.id, { revision: 1, rules: [] });
  }],
  ["blocks the date", (app, host) => overrideMonday(app, host, "block", 0, 1440)],
  [
    "takes the day off",
    (app, host) =>
      hostRules.addTimeOff(app, host.id, { first: "2026-11-02", last: "2026-11-02", name: "" }),
  ],
  ["requires more notice", (app, host) => requireNotice(app, host, 2 * 24 * 60)],
];

for (const [what, change] of meanwhile) {
  Deno.test(`host rules: a host who ${what} between snapshot and commit is noticed`, async () => {
    const { app, host } = await town();
    let isFirst = true;
    const kv = committingStore(app.kv, async (make) => {
      if (isFirst) {
        isFirst = false;
        await change(app, host);
      }
      return await make();
    });
    const answer = await refusal(bookings.request(
      { ...app, kv, withLock: (_hostIds, act) => act() },
      bookingRequest(),
    ));
    assert.equal(answer.code, "not-offered");
  });
}

Deno.test("host rules: a limit of one type leaves the others alone, and what is given back counts no more", async () => {
  const { app, host } = await town({ type: { slug: "coffee" } });
  await editIntroCall(app, host, { bookingLimits: { ...noLimits, day: 1 } });
  const booking = await bookAt(app, mondayTen, { slug: "intro-call" });
  assert.equal((await outcomeAt(app, mondayTen + HOUR)).granted, false);
  await bookAt(app, mondayTen + HOUR, { slug: "coffee" });
  const end = { by: { actor: "guest" }, reason: "", revision: null } as const;
  assert.ok((await bookings.cancel(app, booking.id, end)).ok);
  assert.equal((await outcomeAt(app, mondayTen + 2 * HOUR)).granted, true);
});

Deno.test("host rules: a booking is rescheduled within the limit that it fills itself", async () => {
  const { app, host } = await town();
  await editIntroCall(app, host, { bookingLimits: { ...noLimits, day: 1 } });
  const booking = await bookAt(app, mondayTen, { slug: "intro-call" });
  const input = {
    by: { actor: "guest" },
    start: mondayTen + HOUR,
    revision: null,
    key: null,
  } as const;
  assert.ok((await bookings.reschedule(app, booking.id, input)).ok);
});
