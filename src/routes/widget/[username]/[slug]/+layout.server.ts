import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async ({ locals, params, url }) => {
  const { app } = locals;
  const host = await getHostByUsername(app.kv, params.username);
  const type = host && await getEventTypeBySlug(app.kv, host.id, params.slug);
  if (!type) return;
  const link = await privateLinks.find(app, url.searchParams.get("link"), type);
  // Without a page of its own or the private link, the response must not reveal that the event type exists.
  const isPublic = !type.privateLinkOnly && !type.onlyForTeams;
  const isShown = isPublic || "token" in params || link.ok && link.value && !type.onlyForTeams;
  if (isShown) locals.frameAncestors = type.frameAncestors;
};
