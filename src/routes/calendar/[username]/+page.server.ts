import { error } from "@sveltejs/kit";
import { hostList } from "$lib/server/bookings/picker/event-type-list.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const host = await getHostByUsername(app.kv, params.username);
  if (!host) error(404, messages("en").refusals.sentences["not-found"]);
  return await hostList(app, host);
};
