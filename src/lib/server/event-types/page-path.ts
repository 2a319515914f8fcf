import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { isShortName } from "$lib/scheduling/username.ts";

/** The path of the public page of a host or team: a host's is short. */
export function pagePathOf(owner: Pick<Host, "username"> | Pick<Team, "slug">): string {
  if ("slug" in owner) return `/team/${owner.slug}`;
  return isShortName(owner.username) ? `/${owner.username}` : `/calendar/${owner.username}`;
}
