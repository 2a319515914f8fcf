import { redirect } from "@sveltejs/kit";
import { loadProposePage, mayPropose, proposeAction } from "$lib/server/http/propose-page.ts";
import { requireBooking } from "../booking-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { booking, host } = await requireBooking(event, { onlyHosts: true });
  const { app, region } = event.locals;
  const back = `/dashboard/bookings/${booking.id}`;
  if (!mayPropose(app, booking, host)) redirect(303, back);
  return await loadProposePage(app, booking, host, { url: event.url, region, back });
};

export const actions: Actions = {
  default: proposeAction(
    (event) => requireBooking(event, { onlyHosts: true }),
    ({ id }) => `/dashboard/bookings/${id}?notice=proposed`,
  ),
};
