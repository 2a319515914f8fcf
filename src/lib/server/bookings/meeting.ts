import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { getBooking, getBookings } from "../store/bookings.ts";
import { getSlot } from "../store/shared-slots.ts";

/** One event in a host's calendar: a booking, or a shared slot with all its confirmed bookings. */
export interface Meeting {
  /** The booking's id, or the slot's. */
  id: string;
  /** Of the host's event; the invitations to the guests of a shared slot have UIDs of their own. */
  uid: string;
  hosts: string[];
  start: number;
  end: number;
  sequence: number;
  /** Changes with every change of the meeting. */
  revision: number;
  changedAt: number;
  /** Confirmed bookings, oldest first; empty means that there is no event. */
  confirmed: Booking[];
  slot: SharedSlot | null;
}

/** The meeting with the id of a booking or a slot; null where there is none. */
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

/** A booking that was rescheduled into a shared slot belongs to the slot's event and has none under its own id. */
function isConfirmedIn(booking: Booking, id: string): boolean {
  return isConfirmed(booking) && booking.slot === id;
}
