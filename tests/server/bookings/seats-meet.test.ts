import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { rescheduleSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import { notifySeats } from "$lib/server/jobs/notify-seats.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { listJobs, listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listDeadlines } from "$lib/server/store/ledger.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { granted, refusal } from "../../support/granted.ts";
import { mondayTen } from "../../support/town.ts";
import { groupEvent } from "../../support/group-event.ts";

const byGuest = { by: { actor: "guest" } as const, revision: null, key: null };

Deno.test("a meeting from before its type had seats can be rescheduled into a shared slot", async () => {
  const { app, host, type, input, seat, decide, holds, places, slot, verify } = await groupEvent({
    decision: "approval",
    seats: 1,
  });
  const alone = await seat("Grace");
  await granted(bookings.confirm(app, alone.id, decide(alone)));
  const edited = await granted(
    eventTypes.edit(app, host.id, type.id, type.revision, input({ seats: 3 })),
  );
  Object.assign(type, edited);
  const later = mondayTen + 2 * HOUR;
  const first = await seat("Radia", later), second = await seat("Konrad", later);
  const rescheduled = await granted(
    bookings.reschedule(app, alone.id, { ...byGuest, start: later }),
  );
  assert(rescheduled.rescheduleRequest);
  const there = async () => (await holds()).find(({ start }) => start === later);
  assert.deepEqual(
    new Set((await there())?.bookingIds),
    new Set([first.id, second.id, alone.id]),
  );
  assert.deepEqual((await slot(first)).bookingIds.length, 3);
  assert.equal((await places())[120], undefined, "three of three");
  assert.equal(
    (await there())?.seatDeadlines?.[alone.id],
    rescheduled.rescheduleRequest.expiresAt,
  );
  await granted(bookings.withdrawRescheduleRequest(app, alone.id));
  assert.deepEqual((await there())?.bookingIds, [first.id, second.id]);
  await verify();
});

Deno.test("a seat that requests another time before hearing that its slot was rescheduled is notified", async () => {
  const { app, host, type, seat, decide } = await groupEvent({ decision: "approval" });
  await granted(reminders.setReminders(app, host.id, type.id, type.revision, {
    alarm: null,
    reminders: [{ id: null, side: "before", minutes: 60, to: "guest" }],
  }));
  const requested = await seat("Grace");
  assert((await bookings.confirm(app, requested.id, decide(requested))).ok);
  const start = mondayTen + HOUR;
  assert((await rescheduleSharedSlot(app, requested.slot, { hostId: host.id, start })).ok);
  const away = await granted(bookings.reschedule(app, requested.id, {
    ...byGuest,
    start: mondayTen + 4 * HOUR,
  }));
  assert(away.rescheduleRequest);
  const [notified] = (await listJobs(app.kv, host.id, { limit: 100 })).jobs.filter(({ work }) =>
    work.kind === "notify-seats"
  );
  await notifySeats(app, notified!);
  const works = (await listJobsOfBooking(app.kv, requested.id)).map(({ work }) => work);
  const { sequence } = away;
  assert(
    works.some((work) => work.kind === "send-email" && work.emailKind === "guest-rescheduled"),
  );
  assert(works.some((work) => work.kind === "schedule-reminders" && work.sequence === sequence));
});

Deno.test("rescheduleSharedSlot: onto a day without room for so many guests it is refused and stays", async () => {
  const { app, host, seat, slot } = await groupEvent({ decision: "instant" });
  using _ = app;
  const one = await seat("Grace");
  const day = dayOf(mondayTen) + 1, at = mondayTen + DAY;
  const hold: Hold = {
    slot: "a crowd",
    bookingIds: Array.from({ length: 1_064 }, (_, i) => `guest-number-${i}-of-many`),
    typeId: "crowd",
    start: at - 4 * HOUR,
    end: at - 3 * HOUR,
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: null,
    seatDeadlines: {},
  };
  await app.kv.set(keys.ledger(host.id, day), [hold]);
  const rescheduled = await refusal(
    rescheduleSharedSlot(app, one.slot, { hostId: host.id, start: at }),
  );
  assert.equal(rescheduled.code, "taken");
  assert.equal((await slot(one)).start, mondayTen);
});

Deno.test("listDeadlines: a pending seat beside confirmed ones frees its place at its own deadline", async () => {
  const { app, host, seat, decide } = await groupEvent({ decision: "approval" });
  const agreed = await seat("Grace");
  assert((await bookings.confirm(app, agreed.id, decide(agreed))).ok);
  const waits = await seat("Radia");
  const deadlines = await listDeadlines(app.kv, host.id, app.now());
  assert.deepEqual(deadlines, [waits.reservedUntil]);
});
