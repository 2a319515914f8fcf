import { loadPickerPage } from "$lib/server/bookings/picker/picker-page.ts";
import { submitPickerPage } from "$lib/server/http/booking-form.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = (
  { locals: { app, host }, params, url, request, setHeaders },
) => {
  setHeaders({ vary: "accept-language" });
  return loadPickerPage(app, params, { url, request, viewer: host });
};

export const actions: Actions = { default: (event) => submitPickerPage(event, event.params) };
