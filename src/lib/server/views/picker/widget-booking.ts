import { error } from "@sveltejs/kit";
import { publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { languageOf, languages } from "$lib/scheduling/language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { brandOfBooking } from "../../branding/brand.ts";
import type { PageAddress } from "../../event-types/booking-page.ts";
import { privateLinkSecret } from "../../event-types/private-links.ts";
import { agreesToProposed, guestBookingView, lastMove } from "../guest-booking-view.ts";
import { findByLink } from "../../bookings/index.ts";
import { redirectAfterBooking } from "../redirect.ts";
import { guestSeries } from "../series-list.ts";

/** Loads the page that the widget shows after a booking; 404 unless it was made under this address. */
export async function loadWidgetBooking(
  app: App,
  address: PageAddress,
  token: string,
  asked: URLSearchParams,
) {
  const found = await findByLink(app, token, "guest");
  const named = languageOf(asked.get("lang"));
  if (!found || !isAt(address, found)) {
    error(404, messages(named ?? languages[0]).refusals.sentences["not-found"]);
  }
  const { guest } = found.booking;
  const language = named ?? guest.language;
  const booking = { ...found.booking, guest: { ...guest, language } };
  const secret = await privateLinkSecret(app, booking);
  const view = guestBookingView(app, booking, found, token, {
    secret,
    was: await lastMove(app, booking),
    agrees: await agreesToProposed(app, booking),
  });
  const target = asked.has("redirect") ? await redirectAfterBooking(app, booking) : null;
  const words = messages(booking.guest.language).booking;
  const query = new URLSearchParams(asked);
  query.delete("redirect");
  const picker = `${widgetPath(address)}?${query}`;
  return {
    title: view.title,
    language: booking.guest.language,
    brand: await brandOfBooking(app, booking, found),
    words: words.guest,
    view: { ...view, rebook: view.rebook && picker },
    series: await guestSeries(app, booking),
    picker,
    page: `/booking/${token}`,
    events: `/booking/${token}/events`,
    redirect: target &&
      { ...target, go: format(words.redirect.continue, { place: target.hostname }) },
    booked: {
      id: booking.id,
      type: booking.type.slug,
      status: publishedStatus(booking),
      startsAt: new Date(booking.start).toISOString(),
      endsAt: new Date(booking.end).toISOString(),
    },
  };
}

/** The path of the widget of an event type. */
export function widgetPath(address: PageAddress): string {
  return "team" in address
    ? `/widget/team/${address.team}/${address.slug}`
    : `/widget/${address.username}/${address.slug}`;
}

function isAt(address: PageAddress, { booking, host }: { booking: Booking; host: Host }): boolean {
  if (booking.type.slug !== address.slug) return false;
  return "team" in address
    ? booking.team?.slug === address.team
    : !booking.team && host.username === address.username;
}
