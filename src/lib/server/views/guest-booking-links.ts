import type { BookingStatusView } from "$lib/components/booking-status-view.ts";
import { addToCalendarLinks } from "$lib/scheduling/add-to-calendar.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { submittedAnswer } from "$lib/scheduling/booking-questions.ts";
import type { App } from "../app.ts";
import { placeOf, placeOfRequest, wayTo } from "$lib/i18n/place.ts";

/** Where the meeting is, and the way there as long as it is not over; of a request, what may be told already. */
export function placeView(
  booking: Booking,
  state: BookingStatusView["state"],
  app: App,
): Pick<BookingStatusView, "place" | "way"> {
  const { language } = booking.guest;
  if (state === "pending") {
    return { place: placeOfRequest(booking, language)?.text ?? null, way: null };
  }
  const place = state === "confirmed" ? placeOf(booking, "guest", language, app) : null;
  if (!place) return { place: null, way: null };
  const way = booking.end > app.now() ? wayTo(place, language) : null;
  if (!way) return { place: place.text, way };
  return { place: place.join?.feature === "video" ? place.join.label : null, way };
}

/** Links to add the event to a calendar; the page itself loads nothing from these sites. */
export function calendarLinks(
  booking: Booking,
  who: string,
  token: string,
): BookingStatusView["calendar"] {
  const title = `${booking.type.title} – ${who}`;
  const place = placeOf(booking, "guest", booking.guest.language)?.line ?? "";
  const { start, end } = booking;
  return {
    file: `/booking/${token}/event.ics`,
    ...addToCalendarLinks({ title, place, start, end }),
  };
}

/** Limit for all answers together in the query of a link. */
const MAX_PREFILL_CHARACTERS = 2000;

export function bookAgainLink(
  { guest, type }: Booking,
  pagePath: string,
  secret: string | null,
): string {
  const query = new URLSearchParams({ tz: guest.zone, hours: String(guest.hourCycle) });
  query.set("name", guest.name);
  if (guest.note) query.set("note", guest.note);
  let room = MAX_PREFILL_CHARACTERS;
  for (const given of guest.answers) {
    const answer = submittedAnswer(given);
    room -= answer.length;
    if (room >= 0) query.set(given.slug, answer);
  }
  if (secret) query.set("link", secret);
  return `${pagePath}/${type.slug}?${query}`;
}
