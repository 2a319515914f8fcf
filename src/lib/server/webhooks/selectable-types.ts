import type { App } from "../app.ts";
import { type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getTeam, listTeamIdsOf } from "../store/teams.ts";

/** An event type that a subscription can be limited to. */
export interface SelectableType {
  id: string;
  title: string;
  /** The team that it belongs to; null for a host's own, and among the types of the team itself. */
  team: string | null;
}

/** The event types of an owner, and for a host those of their teams. */
export async function listSelectableTypes(
  { kv }: Pick<App, "kv">,
  owner: Owner,
): Promise<SelectableType[]> {
  const own = (await listEventTypes(kv, ownerIdOf(owner))).map((type) => ({ ...type, team: null }));
  if (typeof owner !== "string") return own.map(pick);
  const ofTeams = await Promise.all((await listTeamIdsOf(kv, owner)).map(async (teamId) => {
    const [team, types] = await Promise.all([getTeam(kv, teamId), listEventTypes(kv, teamId)]);
    return types.map((type) => ({ ...type, team: team?.name ?? null }));
  }));
  return [...own, ...ofTeams.flat()].map(pick);
}

function pick({ id, title, team }: SelectableType): SelectableType {
  return { id, title, team };
}
