import { error } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { ownerBrand, shownSettings } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { listFrame } from "$lib/server/http/list-frame.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const host = await getHostByUsername(locals.app.kv, params.username);
  if (!host) error(404, messages(locals.language).refusals.sentences["not-found"]);
  locals.frameAncestors = host.frameAncestors;
  const language = locals.asked ?? host.language;
  const list = await hostList(locals.app, host, language, listFrame(url, locals.app.baseUrl));
  const owner = { name: host.name, path: pagePathOf(host) };
  const brand = ownerBrand(owner, await shownSettings(locals.app, host));
  return { ...list, brand, ...speak(locals, language) };
};
