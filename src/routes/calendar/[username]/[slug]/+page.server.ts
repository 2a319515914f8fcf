import { fail, redirect } from "@sveltejs/kit";
import { statusOf } from "$lib/server/http/problem-details.ts";
import { redirectAfterBooking } from "$lib/server/bookings/redirect.ts";
import { submitBookingForm } from "$lib/server/bookings/picker/submit-booking-form.ts";
import { loadPickerPage } from "$lib/server/bookings/picker/picker-page.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = ({ locals: { app }, params, url, request, setHeaders }) => {
  setHeaders({ vary: "accept-language" });
  return loadPickerPage(app, params, { url, request });
};

export const actions: Actions = {
  default: async ({ locals: { app, client }, params, request, url }) => {
    const outcome = await submitBookingForm(
      app,
      { ...params, viaWidget: false, link: url.searchParams.get("link"), client },
      await request.formData(),
    );
    if (!outcome.ok) return fail(statusOf[outcome.refusal.code], outcome.form);
    const { token, booking } = outcome.value;
    const target = await redirectAfterBooking(app, booking);
    redirect(303, target ? `/booking/${token}/redirect` : `/booking/${token}`);
  },
};
