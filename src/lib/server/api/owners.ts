/** Whose something is that an operation is about: a host's own, or a team's as its owners and admins may change it. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import type { Owner } from "../availability/change-as-owner.ts";
import { getEventType } from "../store/event-types.ts";
import { findManagedTeam, findManagedType } from "../teams/find-team-type.ts";

/** An event type as whoever may change it finds it. */
export interface OwnedType {
  type: EventType;
  /** Who changes it. */
  owner: Owner;
  /** On whose public page it is, and in whose zone its dates count. */
  page: Host | Team;
}

/** The caller, or a team by its id. */
export const owners = {
  own: ({ host }: { host: Host }): Owner => host.id,
  team: findManagedTeam,
};

/** An event type of the caller's own by its id, or of a team, both by slug or id. */
export const ownedTypes = { own: findOwnType, team: findTeamType };

async function findOwnType(
  { app, host, params }: { app: App; host: Host; params: { id: string } },
): Promise<OwnedType | null> {
  const type = await getEventType(app.kv, host.id, params.id);
  return type && { type, owner: host.id, page: host };
}

async function findTeamType(
  { app, host, params }: { app: App; host: Host; params: { team: string; slug: string } },
): Promise<OwnedType | null> {
  const found = await findManagedType(app, params, host.id);
  return found &&
    { type: found.type, owner: { teamId: found.team.id, hostId: host.id }, page: found.team };
}

/** How operations on a team's event type are described. */
export const ofTeamType = {
  path: "/v0/teams/{team}/event-types/{slug}",
  params: { team: "The team’s slug or id.", slug: "The event type’s slug or id." },
  description: "For owners and admins.",
} as const;

/** Whose webhooks a request means: those of a team, or the caller's own. */
export function ownerOf({ id }: Host, { teamId }: { teamId?: string | undefined }): Owner {
  return teamId ? { teamId, hostId: id } : id;
}
