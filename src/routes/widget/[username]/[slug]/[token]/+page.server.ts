import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings.ts";
import { showToGuest } from "$lib/server/guest-view.ts";
import { secretBehind } from "$lib/server/private-links.ts";
import { onwardFrom } from "$lib/server/onward.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params, url }) => {
  const found = await findByLink(app, params.token, "guest");
  const fits = found?.host.username === params.username && found.booking.type.slug === params.slug;
  if (!found || !fits) error(404, wordsFor("en").refusals.sentences["not-found"]);
  const { booking, host } = found;
  const secret = await secretBehind(app, booking);
  const view = showToGuest(app, booking, host, params.token, secret);
  const isFirst = url.searchParams.has("onward");
  const onward = isFirst ? await onwardFrom(app, booking) : null;
  const onwardWords = wordsFor(booking.guest.language).booking.onward;
  const query = new URLSearchParams(url.searchParams);
  query.delete("onward");
  const picker = `/widget/${params.username}/${params.slug}?${query}`;
  return {
    title: view.title,
    words: wordsFor(booking.guest.language).booking.guest,
    view: { ...view, again: view.again && picker },
    picker,
    page: `/booking/${params.token}`,
    events: `/booking/${params.token}/events`,
    onward: onward && { ...onward, go: say(onwardWords.go, { place: onward.place }) },
    booked: {
      status: booking.status,
      startsAt: new Date(booking.start).toISOString(),
      endsAt: new Date(booking.end).toISOString(),
    },
  };
};
