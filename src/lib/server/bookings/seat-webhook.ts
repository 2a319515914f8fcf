import type { Booking } from "$lib/scheduling/booking.ts";
import { bookingFacts, webhookKindOf } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import { readBooking } from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import type { JobWork, SeatChange } from "../store/job.ts";
import { addEventOnce, eventIdPrefix } from "../store/webhook-events.ts";
import { readPeople } from "./booking-people.ts";

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
