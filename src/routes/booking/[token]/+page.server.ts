import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings.ts";
import { showToGuest } from "$lib/server/guest-view.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const found = await findByLink(app, params.token, "guest");
  if (!found) error(404, wordsFor("en").refusals.sentences["not-found"]);
  const { booking, host } = found;
  const view = showToGuest(app, booking, host, params.token);
  return {
    title: view.title,
    words: wordsFor(booking.guest.language).booking.guest,
    view,
    events: `/booking/${params.token}/events`,
  };
};
