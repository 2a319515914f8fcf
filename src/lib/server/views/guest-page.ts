import { error, type RequestEvent } from "@sveltejs/kit";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { languageOf } from "$lib/scheduling/language.ts";
import { type DisplayOptions, formatWhen } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import type { FoundBooking } from "../changes/booking-links.ts";
import { findByLink } from "../bookings/index.ts";

/**
 * The booking of a guest's link, as its guest reads it: in the language that the address names, else in the booking's
 * own; 404 for an unknown link or a host's.
 */
export async function requireGuestBooking(
  { locals: { app, language: otherwise }, params, url }:
    & Pick<RequestEvent, "locals" | "url">
    & { params: { token: string } },
): Promise<FoundBooking> {
  const found = await findByLink(app, params.token, "guest");
  if (!found) error(404, messages(otherwise).refusals.sentences["not-found"]);
  const { guest } = found.booking;
  const language = languageOf(url.searchParams.get("lang")) ?? guest.language;
  return { ...found, booking: { ...found.booking, guest: { ...guest, language } } };
}

/** Who sends a form of a guest's page: the guest of its booking. */
export async function guestOf({ locals, params, url }: RequestEvent) {
  const found = await requireGuestBooking({ locals, params: { token: params.token ?? "" }, url });
  return { ...found, language: found.booking.guest.language, page: `/booking/${params.token}` };
}

/** Whether the guest can still change the booking: it is live and has not begun. */
export function canGuestChange(app: App, booking: Booking): boolean {
  return isLiveBooking(booking, app.now()) && booking.start > app.now();
}

/** A booking's time in its guest's zone, language and clock. */
export function formatForGuest({ guest, start, end }: Booking): string {
  const { zone, language, hourCycle } = guest;
  const reader: DisplayOptions = { zone, language, hourCycle };
  return formatWhen({ start, end }, reader);
}
