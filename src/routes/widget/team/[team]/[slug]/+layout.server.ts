import { frameAncestorsOf } from "$lib/server/event-types/frame-ancestors.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async ({ locals, params, url }) => {
  locals.frameAncestors = await frameAncestorsOf(locals.app, params, {
    link: url.searchParams.get("link"),
    isBooked: "token" in params,
  });
};
