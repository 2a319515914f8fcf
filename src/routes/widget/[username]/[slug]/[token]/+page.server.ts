import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings.ts";
import { showToGuest } from "$lib/server/guest-view.ts";
import { secretBehind } from "$lib/server/private-links.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params, url }) => {
  const found = await findByLink(app, params.token, "guest");
  const fits = found?.host.username === params.username && found.booking.type.slug === params.slug;
  if (!found || !fits) error(404, wordsFor("en").refusals.sentences["not-found"]);
  const { booking, host } = found;
  const secret = await secretBehind(app, booking);
  const view = showToGuest(app, booking, host, params.token, secret);
  const picker = `/widget/${params.username}/${params.slug}${url.search}`;
  return {
    title: view.title,
    words: wordsFor(booking.guest.language).booking.guest,
    view: { ...view, again: view.again && picker },
    picker,
    page: `/booking/${params.token}`,
    events: `/booking/${params.token}/events`,
    booked: {
      status: booking.status,
      startsAt: new Date(booking.start).toISOString(),
      endsAt: new Date(booking.end).toISOString(),
    },
  };
};
