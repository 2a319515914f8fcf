import { error, redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import type { PageServerLoad } from "./$types";

/** The short address of an event type's page; that page says why one cannot be booked now. */
export const load: PageServerLoad = async ({ locals: { app, language }, params, url }) => {
  const found = await findBookingPage(app, params, url.searchParams.get("link"));
  if (!found.ok && found.refusal.code === "not-found") {
    error(404, messages(language).refusals.sentences["not-found"]);
  }
  redirect(303, `/calendar/${params.username}/${params.slug}${url.search}`);
};
