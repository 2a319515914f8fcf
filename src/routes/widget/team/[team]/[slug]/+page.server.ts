import { loadPickerPage } from "$lib/server/views/picker/picker-page.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { submitWidget } from "$lib/server/http/booking-form.ts";
import { unsent } from "$lib/client/unsent.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url, request }) => {
  const { app, asked, client } = locals;
  const page = await loadPickerPage(app, params, {
    ...{ url, request, client },
    language: asked,
    shown: (shown) => locals.shown = shown,
  });
  return unsent({ ...page, ...speak(locals, page.language) });
};

export const actions: Actions = { default: (event) => submitWidget(event, event.params) };
