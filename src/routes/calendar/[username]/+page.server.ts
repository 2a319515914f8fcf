import { error } from "@sveltejs/kit";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { linkPictureView } from "$lib/server/views/picker/link-picture.ts";
import { ownerBrand, shownSettings } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { messages } from "$lib/i18n/messages.ts";
import { isActive } from "$lib/scheduling/host.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals, params }) => {
  const host = await getHostByUsername(locals.app.kv, params.username);
  if (!host) error(404, messages(locals.language).refusals.sentences["not-found"]);
  const language = locals.asked ?? host.language;
  const owner = { name: host.name, path: pagePathOf(host) };
  const settings = await shownSettings(locals.app, host);
  return {
    ...await hostList(locals.app, host, language),
    brand: ownerBrand(owner, settings),
    linkPicture: isActive(host) ? await linkPictureView(owner, null, settings, language) : null,
    ...speak(locals, language),
  };
};
