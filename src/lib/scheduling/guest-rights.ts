import type { Booking } from "./booking.ts";

const MINUTE = 60_000;

/** What a guest can do with a booking by its link. */
export type GuestDeed = "cancel" | "move";

/** The instant from which a guest can no longer do this alone: the host's warning before the start; a request is free until it begins. */
export function lastCall(booking: Pick<Booking, "status" | "start" | "type">, deed: GuestDeed) {
  if (booking.status !== "CONFIRMED") return booking.start;
  const { cancelNotice = 0, moveNotice = 0 } = booking.type;
  return booking.start - (deed === "cancel" ? cancelNotice : moveNotice) * MINUTE;
}

/** Whether it is too late for the guest to do this without the host. */
export function isTooLate(
  booking: Pick<Booking, "status" | "start" | "type">,
  deed: GuestDeed,
  now: number,
): boolean {
  return now >= lastCall(booking, deed);
}
