import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { commitCalendarState, withFailure } from "$lib/server/connections/commit-sync.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { granted } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { deliverDue, subscribe, webhookTown } from "../../support/webhooks/stage.ts";

interface BookingData {
  booking: { id: string; state: string; startsAt: string; guest: { name: string } };
  changed: { time?: { from: { startsAt: string } }; status?: { from: string; to: string } };
  reminder: { side: string; minutes: number } | null;
}

const iso = (instant: number) => new Date(instant).toISOString();

Deno.test("a whole slot that moves and is cancelled tells of each of its bookings", async () => {
  const { app, host, type } = await webhookTown({
    type: { slug: "workshop", durations: [60], seats: 3, decision: "instant" },
  });
  await using receiver = await startReceiver();
  const kinds = ["booking.rescheduled" as const, "booking.cancelled" as const];
  await subscribe(app, host.id, { url: receiver.url, kinds });
  let slot = "";
  for (const name of ["Ann", "Ben"]) {
    const guest = { name, email: `${name}@example.com` };
    const requested = await ask(app, { slug: type.slug, guest });
    slot = requested.booking.slot;
  }
  await granted(rescheduleSharedSlot(app, slot, { hostId: host.id, start: mondayTen + HOUR }));
  await deliverDue(app);
  app.at(app.now() + 1_000);
  await granted(cancelSharedSlot(app, slot, { hostId: host.id }));
  await deliverDue(app);
  await deliverDue(app);
  const data = receiver.received.map(({ json }) => [json.type, json.data as BookingData] as const);
  const told = data.map(([kind, { booking }]) => `${kind} ${booking.guest.name}`).sort();
  assert.deepEqual(told, [
    "booking.cancelled Ann",
    "booking.cancelled Ben",
    "booking.rescheduled Ann",
    "booking.rescheduled Ben",
  ]);
  for (const [kind, { booking, changed }] of data) {
    assert.equal(booking.startsAt, iso(mondayTen + HOUR));
    if (kind === "booking.rescheduled") {
      assert.equal(changed.time?.from.startsAt, iso(mondayTen));
    } else assert.deepEqual(changed.status, { from: "CONFIRMED", to: "CANCELLED" });
  }
});

Deno.test("a reminder is told once where no email is sent, also when the clock is set back", async () => {
  const { app, host, type } = await webhookTown({ type: { slug: "coffee", decision: "instant" } });
  await using receiver = await startReceiver();
  await subscribe(app, host.id, { url: receiver.url, kinds: ["booking.reminder"] });
  const before = { id: null, side: "before" as const, minutes: 60, to: "guest" as const };
  const after = { ...before, side: "after" as const };
  await granted(reminders.setReminders(app, host.id, type.id, type.revision, {
    alarm: null,
    reminders: [before, after],
  }));
  await ask(app, { slug: "coffee" });
  for (const at of [app.now(), mondayTen - HOUR, mondayTen - 2 * HOUR, mondayTen - 59 * MINUTE]) {
    app.at(at);
    await deliverDue(app);
  }
  app.at(mondayTen + 3 * HOUR);
  await deliverDue(app);
  assert.deepEqual(receiver.types(), ["booking.reminder"]);
  const { reminder } = receiver.received[0]!.json.data as BookingData;
  assert.deepEqual([reminder?.side, reminder?.minutes], ["before", 60]);
});

Deno.test("a calendar that breaks and works again is told once each", async () => {
  const { app, host } = await webhookTown();
  await connectCalendar(app, host);
  await using receiver = await startReceiver();
  const kinds = ["calendar.broken" as const, "calendar.restored" as const];
  await subscribe(app, host.id, { url: receiver.url, kinds });
  const { guard } = await getGuard(app.kv, host.id);
  const [key, { generation }] = Object.entries(guard.calendars)[0]!;
  const commitState = async (change: Parameters<typeof commitCalendarState>[4]) => {
    const reader = (await getHost(app.kv, host.id))!;
    const base = { generation, ownWriteCount: null };
    await commitCalendarState(app, reader, { key, id: "work" }, base, change, {
      tookMs: 1,
      isFailed: false,
    });
    await deliverDue(app);
  };
  const signedOut = new CalendarError("signed-out", "wrong-password");
  for (let n = 0; n < 3; n++) await commitState((state) => withFailure(app, state, signedOut));
  for (let n = 0; n < 2; n++) await commitState((state) => ({ ...state, failure: null }));
  assert.deepEqual(receiver.types(), ["calendar.broken", "calendar.restored"]);
  const { calendar, reason } = receiver.received[0]!.json.data as Record<string, unknown>;
  assert.equal(reason, "wrong-password");
  assert.equal((calendar as { id: string }).id, "work");
});
