import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings/index.ts";
import { guestBookingView } from "$lib/server/bookings/guest-booking-view.ts";
import { privateLinkSecret } from "$lib/server/event-types/private-links.ts";
import { redirectAfterBooking } from "$lib/server/bookings/redirect.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params, url }) => {
  const found = await findByLink(app, params.token, "guest");
  const fits = found?.host.username === params.username && found.booking.type.slug === params.slug;
  if (!found || !fits) error(404, messages("en").refusals.sentences["not-found"]);
  const { booking, host } = found;
  const secret = await privateLinkSecret(app, booking);
  const view = guestBookingView(app, booking, host, params.token, secret);
  const isFirst = url.searchParams.has("redirect");
  const target = isFirst ? await redirectAfterBooking(app, booking) : null;
  const redirectWords = messages(booking.guest.language).booking.redirect;
  const query = new URLSearchParams(url.searchParams);
  query.delete("redirect");
  const picker = `/widget/${params.username}/${params.slug}?${query}`;
  return {
    title: view.title,
    words: messages(booking.guest.language).booking.guest,
    view: { ...view, rebook: view.rebook && picker },
    picker,
    page: `/booking/${params.token}`,
    events: `/booking/${params.token}/events`,
    redirect: target &&
      { ...target, go: format(redirectWords.continue, { place: target.hostname }) },
    booked: {
      status: booking.status,
      startsAt: new Date(booking.start).toISOString(),
      endsAt: new Date(booking.end).toISOString(),
    },
  };
};
