import { fail, redirect } from "@sveltejs/kit";
import { statusOf } from "$lib/server/http/problem-details.ts";
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
    const place = { ...params, viaWidget: true, link: url.searchParams.get("link"), client };
    const outcome = await submitBookingForm(app, place, await request.formData());
    if (!outcome.ok) return fail(statusOf[outcome.refusal.code], outcome.form);
    const query = new URLSearchParams(
      ["theme", "parent", "tz", "hours", "link"].flatMap((name): [string, string][] => {
        const value = url.searchParams.get(name);
        return value ? [[name, value]] : [];
      }),
    );
    // Only once: a guest who comes back to the page is not redirected again.
    query.set("redirect", "1");
    redirect(303, `/widget/${params.username}/${params.slug}/${outcome.value.token}?${query}`);
  },
};
