import { error, redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { findPageOwner } from "$lib/server/event-types/booking-page.ts";
import type { PageServerLoad } from "./$types";

/** The short address of a host's page. */
export const load: PageServerLoad = async ({ locals: { app, language }, params, url }) => {
  const owner = await findPageOwner(app, params);
  if (!owner) error(404, messages(language).refusals.sentences["not-found"]);
  redirect(303, `${owner.path}/${url.search}`);
};
