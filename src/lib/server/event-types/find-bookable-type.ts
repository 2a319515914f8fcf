import * as privateLinks from "./private-links.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { requiredMembers } from "$lib/scheduling/team-terms.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { pagePathOf } from "./page-path.ts";
import { getEventTypeBySlug, getPublicType } from "../store/event-types.ts";
import { getHosts } from "../store/hosts.ts";
import { getTeamBySlug, listTeamMembers } from "../store/teams.ts";

/**
 * The active event type of a booking page; "not-found" or "inactive" with its reason otherwise. One that can only be booked by private
 * link is found only with the secret of such a link, unless its host asks, who needs none.
 */
export async function findBookableType(
  app: App,
  username: string,
  slug: string,
  secret: string | null = null,
  needsLink = true,
): Promise<
  Outcome<{ host: Host; type: EventType }, "not-found" | "inactive" | privateLinks.LinkRefusal>
> {
  const found = await getPublicType(app.kv, username, slug);
  if (!found || found.type.onlyForTeams) return refused("not-found");
  const link = await privateLinks.find(app, secret, found.type);
  if (!link.ok) return link;
  if (found.type.privateLinkOnly && needsLink && !link.value) return refused("not-found");
  if (!isActive(found.host)) return refused("inactive");
  return found.type.active ? accepted(found) : refusedInactive(app, found.host);
}

/** Whether an event type is listed on the public page of its host or team. */
export function isListed({ active, hidden, privateLinkOnly, onlyForTeams }: EventType): boolean {
  return active && !hidden && !privateLinkOnly && !onlyForTeams;
}

/** A bookable event type of a team, and whose time is searched for it. */
export interface BookableTeamType {
  team: Team;
  type: EventType;
  /** See `hostsOffering`. */
  hosts: Host[];
}

/** The same for the page of a team. */
export async function findTeamType(
  app: App,
  teamSlug: string,
  slug: string,
  secret: string | null = null,
  needsLink = true,
): Promise<
  Outcome<BookableTeamType, "not-found" | "inactive" | privateLinks.LinkRefusal>
> {
  const team = await getTeamBySlug(app.kv, teamSlug);
  const type = team && await getEventTypeBySlug(app.kv, team.id, slug);
  if (!type) return refused("not-found");
  const link = await privateLinks.find(app, secret, type);
  if (!link.ok) return link;
  if (type.privateLinkOnly && needsLink && !link.value) return refused("not-found");
  if (!type.active) return refusedInactive(app, team);
  const hosts = await hostsOffering(app, type);
  if (hosts.length === 0) return refusedInactive(app, team, { eventType: "member-missing" });
  return accepted({ team, type, hosts });
}

/** An event type that cannot be booked, why if it is not turned off, and where its owner's others are. */
function refusedInactive(
  { baseUrl }: Pick<App, "baseUrl">,
  owner: Host | Team,
  fields?: Record<string, string>,
) {
  return refused("inactive", {
    others: `${baseUrl}${pagePathOf(owner)}`,
    ...(fields ? { fields } : {}),
  });
}

/**
 * Whose time offers an event type of a team: the members of a round robin with active accounts; the required members of a
 * collective, and nobody where one of them is missing or has left the team.
 */
export async function hostsOffering(app: App, type: EventType): Promise<Host[]> {
  return (await hostsOfferingEach(app, [type])).get(type.id) ?? [];
}

/** The same for several event types of one team, by the type's id; each host is read once. */
export async function hostsOfferingEach(
  { kv }: Pick<App, "kv">,
  types: readonly EventType[],
): Promise<Map<string, Host[]>> {
  const ids = [...new Set(types.flatMap(neededBy))];
  const teamId = types[0]?.ownerId;
  const [hosts, members] = await Promise.all([
    getHosts(kv, ids),
    teamId ? listTeamMembers(kv, teamId) : [],
  ]);
  const memberIds = new Set(members.map(({ hostId }) => hostId));
  const present = new Map(
    hosts.filter((host) => host !== null).filter((host) => isActive(host) && memberIds.has(host.id))
      .map((host) => [host.id, host]),
  );
  return new Map(types.map((type) => {
    const offering = neededBy(type).flatMap((id) => present.get(id) ?? []);
    const isWhole = type.team?.mode === "round-robin" || offering.length === neededBy(type).length;
    return [type.id, isWhole ? offering : []];
  }));
}

/** The members whose time is asked for: any of a round robin, all required ones of a collective. */
function neededBy({ team }: EventType): string[] {
  if (!team) return [];
  return team.mode === "collective"
    ? requiredMembers(team)
    : team.members.map(({ hostId }) => hostId);
}
