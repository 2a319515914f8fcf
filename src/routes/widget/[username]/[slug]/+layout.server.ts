import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { app } = locals;
  const host = await getHostByUsername(app.kv, params.username);
  const type = host && await getEventTypeBySlug(app.kv, host.id, params.slug);
  if (type) locals.frameAncestors = type.frameAncestors;
};
