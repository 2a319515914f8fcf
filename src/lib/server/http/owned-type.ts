import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import type { Owner } from "../availability/change-as-owner.ts";
import { getEventType } from "../store/event-types.ts";
import { findManagedType } from "../teams/find-team-type.ts";

/** An event type as whoever may change it finds it. */
export interface OwnedType {
  type: EventType;
  /** Who changes it. */
  owner: Owner;
  /** On whose public page it is, and in whose zone its dates count. */
  page: Host | Team;
}

/** One of a host's own event types; null for any other. */
export async function findOwnType(
  { app, host, params }: { app: App; host: Host; params: { id: string } },
): Promise<OwnedType | null> {
  const type = await getEventType(app.kv, host.id, params.id);
  return type && { type, owner: host.id, page: host };
}

/** An event type of a team, both by slug or id, for its owners and admins; null for everybody else. */
export async function findTeamType(
  { app, host, params }: { app: App; host: Host; params: { team: string; slug: string } },
): Promise<OwnedType | null> {
  const found = await findManagedType(app, params, host.id);
  return found &&
    { type: found.type, owner: { teamId: found.team.id, hostId: host.id }, page: found.team };
}
