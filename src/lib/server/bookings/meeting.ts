import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { getBooking, getBookings } from "../store/bookings.ts";
import { getSlot } from "../store/shared-slots.ts";

/** What stands in a host's calendar as one event: a booking that has its time to itself, or a slot with all who agreed on it. */
export interface Meeting {
  /** The booking's id, or the slot's. */
  id: string;
  /** The event's own; in their emails each guest of a slot has another. */
  uid: string;
  hosts: string[];
  start: number;
  end: number;
  sequence: number;
  /** Another value, another state. */
  revision: number;
  changedAt: number;
  /** Agreed bookings, in the order in which they came; none: it is off. */
  confirmed: Booking[];
  slot: SharedSlot | null;
}

/** A meeting as it is now, by the id of its booking or its slot; null for what was never there. */
export async function getMeeting(kv: Deno.Kv, id: string): Promise<Meeting | null> {
  const slot = await getSlot(kv, id);
  if (slot) {
    const confirmed = (await getBookings(kv, slot.bookingIds)).filter((each) =>
      isConfirmedIn(each, id)
    );
    return { ...slot, uid: uidOf(id), confirmed, slot };
  }
  const booking = await getBooking(kv, id);
  if (!booking) return null;
  return { ...booking, confirmed: isConfirmedIn(booking, id) ? [booking] : [], slot: null };
}

/** A booking that has moved to a slot stands there, not under its own name any more. */
function isConfirmedIn({ status, slot }: Booking, id: string): boolean {
  return status === "CONFIRMED" && slot === id;
}
