import { error } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { teamList } from "$lib/server/views/picker/event-type-list.ts";
import { brandOf } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { listFrame } from "$lib/server/http/list-frame.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { getTeamBySlug } from "$lib/server/store/teams.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const team = await getTeamBySlug(locals.app.kv, params.team);
  if (!team) error(404, messages(locals.language).refusals.sentences["not-found"]);
  locals.frameAncestors = team.frameAncestors;
  const language = locals.asked ?? team.language;
  return {
    ...await teamList(locals.app, team, language, listFrame(url, locals.app.baseUrl)),
    brand: await brandOf(locals.app, { ...team, path: pagePathOf(team) }),
    ...speak(locals, language),
  };
};
