import { error, redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

/** Where each page of the older console is now. */
const pages = new Map([
  ["availability", "/dashboard/availability"],
  ["calendars", "/dashboard/calendars"],
  ["event-types", "/dashboard/event-types"],
  ["profile", "/dashboard/settings"],
  ["teams", "/dashboard/teams"],
  ["time-off", "/dashboard/availability/time-off"],
  ["webhooks", "/dashboard/webhooks"],
  ["write-back", "/dashboard/calendars"],
  ["writeback", "/dashboard/calendars"],
]);

export const load: PageServerLoad = ({ locals, params }) => {
  const page = pages.get(params.page);
  if (!page) error(404, messages(locals.language).refusals.sentences["not-found"]);
  redirect(303, page);
};
