import type { Booking } from "$lib/scheduling/booking.ts";
import { isStillRelevant, type Reminder, reminderDueAt } from "$lib/scheduling/reminder.ts";
import { bookingFacts } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import { readPeople } from "../bookings/booking-people.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getGuards } from "../store/guard.ts";
import {
  eventIdPrefix,
  listenersAmong,
  type NewWebhookEvent,
  readEvent,
} from "../store/webhook-events.ts";

const RANDOM_LENGTH = 22;

/**
 * The webhook events of reminders that are due before a meeting, for the commit that creates their emails and also where
 * none is sent; each once, even when the clock is set back. None where nobody listens.
 */
export async function reminderEvents(
  app: App,
  booking: Booking,
  due: readonly Reminder[],
): Promise<{ id: string; event: NewWebhookEvent }[]> {
  const now = app.now();
  const before = due.filter((each) =>
    each.side === "before" && isStillRelevant(each, booking, "guest", now)
  );
  if (before.length === 0) return [];
  const owners = [...booking.team ? [booking.team.id] : [], ...booking.hosts];
  const listeners = listenersAmong(await getGuards(app.kv, owners));
  if (listeners.length === 0) return [];
  const { hosts } = await readPeople(app, booking);
  const events: { id: string; event: NewWebhookEvent }[] = [];
  for (const reminder of before) {
    const id = await idOf(booking, reminder);
    if ((await readEvent(app.kv, id)).versionstamp !== null) continue;
    const facts = bookingFacts(booking, { was: booking, hosts, reminder, now });
    const frame = { at: now, owners: listeners, onlyFor: null, isTest: false };
    events.push({ id, event: { kind: "booking.reminder", ...frame, facts } });
  }
  return events;
}

async function idOf(booking: Booking, reminder: Reminder): Promise<string> {
  const hash = await hashOf("webhook-reminder", booking.id, `${booking.sequence}`, reminder.id);
  return eventIdPrefix(reminderDueAt(reminder, booking)) + hash.slice(0, RANDOM_LENGTH);
}
