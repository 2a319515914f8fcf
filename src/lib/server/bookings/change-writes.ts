import type { Booking, HistoryEntry } from "$lib/scheduling/booking.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import type { VersionedGuard } from "../store/guard.ts";
import type { NewJob } from "../store/job.ts";
import type { NewWebhookEvent } from "../store/webhook-events.ts";
import { bookingWebhook } from "./booking-webhook.ts";
import { effectJobs } from "./effects.ts";

/** A change of a booking that is about to be committed. */
export interface MadeChange {
  was: Booking;
  booking: Booking;
  event: BookingEvent;
  /** The member of a team who made it; null for a host's own booking. */
  byHostId: string | null;
  /** The hosts before and after that still exist. */
  hosts: readonly Host[];
  /** Of these hosts, and of the team. */
  guards: readonly (VersionedGuard | null)[];
  now: number;
}

/** Events with a message of their own; the others leave the booking's last message in place and do not repeat it in the history. */
const eventsWithMessage = new Set<BookingEvent>([
  "confirmed",
  "rejected",
  "cancelled",
  "withdrawn",
  "reschedule-declined",
  "times-proposed",
]);

/** What is written beside a changed booking: its history entry, its jobs and its webhook event. */
export async function writesOf(
  app: App,
  { was, booking, event, byHostId, hosts, guards, now }: MadeChange,
): Promise<{ historyEntry: HistoryEntry; jobs: NewJob[]; webhook: NewWebhookEvent | null }> {
  const entryLocations = await listEntryLocations(app.kv, [booking.slot, was.slot]);
  return {
    historyEntry: {
      at: now,
      by: booking.changedBy,
      event,
      ...(byHostId ? { hostId: byHostId } : {}),
      start: (booking.rescheduleRequest ?? booking).start,
      end: (booking.rescheduleRequest ?? booking).end,
      ...(booking.message && eventsWithMessage.has(event) ? { message: booking.message } : {}),
    },
    jobs: effectJobs(event, booking, { hosts, now, was, entryLocations }),
    webhook: bookingWebhook(event, booking, { was, hosts, guards, byHostId, now }),
  };
}
