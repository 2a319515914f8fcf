import { error } from "@sveltejs/kit";
import { teamList } from "$lib/server/views/picker/event-type-list.ts";
import { linkPictureView } from "$lib/server/views/picker/link-picture.ts";
import { ownerBrand } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { getTeamBySlug } from "$lib/server/store/teams.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals, params }) => {
  const team = await getTeamBySlug(locals.app.kv, params.team);
  if (!team) error(404, messages(locals.language).refusals.sentences["not-found"]);
  const language = locals.asked ?? team.language;
  const owner = { name: team.name, path: pagePathOf(team) };
  const settings = await getPageSettings(locals.app.kv, team.id);
  return {
    ...await teamList(locals.app, team, language),
    brand: ownerBrand(owner, settings),
    linkPicture: await linkPictureView(owner, null, settings, language),
    ...speak(locals, language),
  };
};
