import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { error, fail, redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { rejectedForm } from "$lib/server/views/picker/submit-booking-form.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { bookAgain, datesToBook, pageToBook, queryOf, readHostForm } from "./book-page.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { book: words }, booking, refusals } = messages(host.language);
  const found = await bookings.findTypeToBook(app, host.id, event.params.id);
  const again = await bookAgain(app, host, event.url.searchParams.get("again"));
  if (!found || again === "unknown") error(404, refusals.sentences["not-found"]);
  const { type } = found;
  const named = { type: type.title, name: again?.values.name ?? "" };
  const title = format(again ? words.againWith : words.ofType, named);
  const frame = { title, words, booking };
  const page = await pageToBook(app, host, found);
  if (!page) return { ...frame, view: null, zones: [], zone: host.zone };
  const query = queryOf(event.url.searchParams, host, again);
  const view = await buildPicker(app, page, query, {
    region: event.locals.region,
    language: host.language,
    booker: "host",
  });
  const zone = again?.zone ?? host.zone;
  return {
    ...frame,
    view: again ? { ...view, prefill: again.values } : view,
    zones: view.chosen ? searchZones("", { ...host, zone }, app.now()) : [],
    zone,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const host = requireHost(event);
    const { app } = event.locals;
    const form = await event.request.formData();
    const found = await bookings.findTypeToBook(app, host.id, event.params.id);
    if (!found) error(404, messages(host.language).refusals.sentences["not-found"]);
    const zone = String(form.get("guestZone") ?? "");
    if (form.has("preview")) {
      const entered = rejectedForm({ code: "invalid" }, form, host.language);
      const series = await datesToBook(app, host, found, form, "preview");
      return { ...entered, message: "", series, shown: "", zone };
    }
    const input = readHostForm(form, host);
    const booked = input.ok
      ? await bookings.bookForGuest(app, host, { typeId: found.type.id, ...input.value })
      : input;
    if (!booked.ok) {
      const rejected = rejectedForm(booked.refusal, form, host.language);
      const series = await datesToBook(app, host, found, form, "slot");
      return fail(statusOf[booked.refusal.code], { ...rejected, series, shown: "", zone });
    }
    const { booking } = booked.value;
    const did = isConfirmed(booking) ? "booked" : "requested";
    const mayRead = await actsAs(app.kv, booking, host.id);
    const place = mayRead ? `/dashboard/bookings/${booking.id}` : "/dashboard/book";
    redirect(303, `${place}?notice=${did}`);
  },
};
