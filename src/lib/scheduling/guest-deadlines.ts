import type { Booking } from "./booking.ts";
import { MINUTE } from "./durations.ts";

/** What a guest can do with a booking by its link. */
export type GuestAction = "cancel" | "reschedule";

/** The instant from which a guest can no longer do this alone: the type's notice before the start; for a request the start itself. */
export function guestDeadline(
  booking: Pick<Booking, "status" | "start" | "type">,
  action: GuestAction,
) {
  if (booking.status !== "CONFIRMED") return booking.start;
  const { cancellationNotice, rescheduleNotice } = booking.type;
  return booking.start - (action === "cancel" ? cancellationNotice : rescheduleNotice) * MINUTE;
}

/** Whether it is too late for the guest to do this without the host. */
export function isTooLate(
  booking: Pick<Booking, "status" | "start" | "type">,
  action: GuestAction,
  now: number,
): boolean {
  return now >= guestDeadline(booking, action);
}
