import type { RequestEvent } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { requireTeam } from "../teams/require-team.ts";

/** Whose webhooks a page of the dashboard shows, and where it is. */
export interface WebhookPlace {
  /** The signed-in host. */
  host: Host;
  owner: Owner;
  /** The name of the team; null for a host's own. */
  team: string | null;
  /** The path of the list, and of the page above it. */
  list: string;
  above: string;
}

/** Finds the place of a request, or ends it: sign in first, or 404. */
export type PlaceOf = (event: RequestEvent) => Promise<WebhookPlace>;

/** The signed-in host's own webhooks. */
export const ownPlace: PlaceOf = (event) => {
  const host = requireHost(event);
  const list = "/dashboard/webhooks";
  return Promise.resolve({
    host,
    owner: host.id,
    team: null,
    list,
    above: "/dashboard/settings",
  });
};

/** The webhooks of a team that the signed-in host manages. */
export const teamPlace: PlaceOf = async (event) => {
  const { host, team } = await requireTeam(event, "admin");
  return {
    host,
    owner: { teamId: team.id, hostId: host.id },
    team: team.name,
    list: `/dashboard/teams/${team.id}/webhooks`,
    above: `/dashboard/teams/${team.id}/settings`,
  };
};
