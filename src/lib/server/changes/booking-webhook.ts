import type { Booking } from "$lib/scheduling/booking.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";
import { webhookKindOf } from "$lib/scheduling/webhook-event.ts";
import { bookingFacts, type BookingFactsContext } from "$lib/scheduling/booking-facts.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import {
  addEventOnce,
  eventIdPrefix,
  listenersAmong,
  type NewWebhookEvent,
} from "../store/webhook-events.ts";
import type { App } from "../app.ts";
import { readBooking } from "../store/bookings.ts";
import { retryCommit } from "../kv/commit.ts";
import type { JobWork, SeatChange } from "../store/job.ts";
import { readPeople } from "./booking-people.ts";

/**
 * The webhook event that follows an event of a booking, for its own commit; null where nobody listens. Whether somebody
 * does is known from the guards that the commit checks: of the hosts before and after, and of the team.
 */
export function bookingWebhook(
  event: BookingEvent,
  booking: Booking,
  { guards, ...context }: BookingFactsContext & {
    guards: readonly (VersionedGuard | null | undefined)[];
  },
): NewWebhookEvent | null {
  const kind = webhookKindOf(event, booking);
  const owners = listenersAmong(guards);
  if (!kind || owners.length === 0) return null;
  const facts = bookingFacts(booking, context);
  return { kind, at: context.now, owners, onlyFor: null, isTest: false, facts };
}

type SlotNotice = Extract<JobWork, { kind: "notify-seats" }>;

/**
 * Writes the webhook event of one booking of a slot that was changed as a whole, once even if the job is repeated, and
 * none once its guest was erased. All of them are too much for the commit of the change, which kept what it made of each.
 */
export async function addSeatEvent(
  app: App,
  { id, revision, event, changed }: {
    id: string;
    revision: number;
    event: SlotNotice["seats"][number]["event"];
    changed: SeatChange;
  },
  { at, listeners, previousTime }: SlotNotice,
): Promise<void> {
  const { statusBefore, ...after } = changed;
  const outcome = await retryCommit<true>(async () => {
    const entry = await readBooking(app.kv, id);
    if (!entry || entry.value.guestErasedAt !== null) return true;
    const is: Booking = { ...entry.value, ...after, revision, changedAt: at };
    const kind = webhookKindOf(event, is);
    if (!kind) return true;
    const { hosts } = await readPeople(app, is);
    const was: Booking = { ...is, ...previousTime, status: statusBefore };
    const facts = bookingFacts(is, { was, hosts, now: at });
    const input = { kind, at, owners: listeners, onlyFor: null, isTest: false, facts };
    return await addEventOnce(app.kv, entry, input, eventIdPrefix(at) + id) || "lost";
  }, 25);
  if (outcome !== true) throw new Error("many change this booking just now");
}
