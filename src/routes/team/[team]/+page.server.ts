import { error } from "@sveltejs/kit";
import { teamList } from "$lib/server/bookings/picker/event-type-list.ts";
import { brandOf } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { getTeamBySlug } from "$lib/server/store/teams.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ vary: "accept-language" });
  const team = await getTeamBySlug(locals.app.kv, params.team);
  if (!team) error(404, messages(locals.language).refusals.sentences["not-found"]);
  return {
    ...await teamList(locals.app, team, locals.language),
    brand: await brandOf(locals.app, { ...team, path: pagePathOf(team) }),
  };
};
