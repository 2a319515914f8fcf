/** The address of a series' guest is verified and corrected for all of its dates. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { getBooking } from "../store/bookings.ts";
import { datesWith } from "./change-series.ts";
import { type AddressCorrection, correctGuestEmail as correctOne } from "./verification-emails.ts";
import { verifyGuestEmail as verifyOne } from "./verify-email.ts";

/** Like that of one booking, and for every other date that waits for the same address; what becomes of those does not change the answer. */
export async function verifyGuestEmail(
  app: App,
  bookingId: string,
  link: number,
): ReturnType<typeof verifyOne> {
  const verified = await verifyOne(app, bookingId, link);
  if (!verified.ok) return verified;
  for (const date of await waitingWith(app, verified.value, verified.value.guest.email)) {
    await verifyOne(app, date.id, date.verification.link);
  }
  return verified;
}

/** Like that of one booking, and for every other date that waits for the address as it was. */
export async function correctGuestEmail(
  app: App,
  bookingId: string,
  correction: AddressCorrection,
): ReturnType<typeof correctOne> {
  const was = await getBooking(app.kv, bookingId);
  const corrected = await correctOne(app, bookingId, correction);
  if (!corrected.ok || !was) return corrected;
  for (const date of await waitingWith(app, corrected.value, was.guest.email)) {
    await correctOne(app, date.id, { email: correction.email, revision: null });
  }
  return corrected;
}

/** The other dates whose guest has still to verify this address. */
async function waitingWith(app: App, booking: Booking, email: string): Promise<Booking[]> {
  return (await datesWith(app, booking)).filter((date) =>
    date.id !== booking.id && date.emailUnverified && date.guest.email === email &&
    isLiveBooking(date, app.now())
  );
}
