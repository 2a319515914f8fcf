import type { Booking } from "$lib/scheduling/booking.ts";
import { bookingFacts, webhookKindOf } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import type { JobWork, SeatChange } from "../store/job.ts";
import { addEventOnce, eventIdPrefix } from "../store/webhook-events.ts";
import { readPeople } from "./booking-people.ts";

type SlotNotice = Extract<JobWork, { kind: "notify-seats" }>;

/**
 * Writes the webhook event of one booking of a slot that was changed as a whole, once even if the job is repeated. All
 * of them are too much for the commit of the change, which kept what it made of each.
 */
export async function addSeatEvent(
  app: App,
  booking: Booking,
  { revision, event, changed }: {
    revision: number;
    event: SlotNotice["seats"][number]["event"];
    changed: SeatChange;
  },
  { at, listeners, previousTime }: SlotNotice,
): Promise<void> {
  const { statusBefore, ...after } = changed;
  const is: Booking = { ...booking, ...after, revision, changedAt: at };
  const kind = webhookKindOf(event, is);
  if (!kind || booking.guestErasedAt !== null) return;
  const { hosts } = await readPeople(app, booking);
  const was: Booking = { ...is, ...previousTime, status: statusBefore };
  const facts = bookingFacts(is, { was, hosts, now: at });
  const input = { kind, at, owners: listeners, onlyFor: null, isTest: false, facts };
  await addEventOnce(app.kv, input, eventIdPrefix(at) + booking.id);
}
