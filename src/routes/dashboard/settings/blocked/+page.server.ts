import type { RequestEvent } from "@sveltejs/kit";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { blockedActions, loadBlocked } from "../blocked-page.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => await loadBlocked(event, await placeOf(event));

export const actions = blockedActions(placeOf);

function placeOf(event: RequestEvent) {
  const host = requireHost(event);
  return Promise.resolve({ host, owner: host.id, here: "/dashboard/settings/blocked" });
}
