import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";

/** The path of the public page of a host or team, without a trailing slash. */
export function pagePathOf(owner: Pick<Host, "username"> | Pick<Team, "slug">): string {
  return "username" in owner ? `/calendar/${owner.username}` : `/team/${owner.slug}`;
}
