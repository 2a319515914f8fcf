import { redirect } from "@sveltejs/kit";
import { keepTime } from "$lib/server/bookings.ts";
import { behindGuestLink } from "$lib/server/guest-door.ts";
import { showToGuest } from "$lib/server/guest-view.ts";
import { secretBehind } from "$lib/server/private-links.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const { booking, host } = await behindGuestLink(app, params.token);
  const secret = await secretBehind(app, booking);
  const view = showToGuest(app, booking, host, params.token, secret);
  return {
    title: view.title,
    words: wordsFor(booking.guest.language).booking.guest,
    view,
    events: `/booking/${params.token}/events`,
  };
};

export const actions: Actions = {
  /** Whatever came in between, the page shows how the booking stands now. */
  keep: async ({ locals: { app }, params }) => {
    const { booking } = await behindGuestLink(app, params.token);
    await keepTime(app, booking.id);
    redirect(303, `/booking/${params.token}`);
  },
};
