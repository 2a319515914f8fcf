import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { onwardAddress } from "$lib/scheduling/onward.ts";
import type { App } from "./app.ts";
import { getEventType } from "./store/event-types.ts";

/** Where the host leads a guest who has just booked; null means to the guest's own page. */
export interface Onward {
  address: string;
  /** As a person reads it: the name of the server. */
  place: string;
  /** Whether the guest is led there at once: only where a letter keeps the address of their own page for them. */
  atOnce: boolean;
}

/** The way on from a live booking, as its event type says now; a guest who has still to prove their address reads that first. */
export async function onwardFrom(app: App, booking: Booking): Promise<Onward | null> {
  if (booking.unproved || !isLiveBooking(booking, app.now())) return null;
  const type = await getEventType(app.kv, booking.hosts[0]!, booking.type.id);
  if (!type?.redirect) return null;
  const address = onwardAddress(type.redirect, booking);
  return { address, place: new URL(address).host, atOnce: app.sendMail !== null };
}
