import { error, type RequestEvent } from "@sveltejs/kit";
import type { TeamHeaderView } from "$lib/components/team-header-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamRole } from "$lib/scheduling/team.ts";
import { type Owner, ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { typeForAll } from "$lib/server/event-types/email-templates.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { headerOf, requireTeam } from "./teams/require-team.ts";

/** Whose page of the dashboard an address is, and where the others of the same owner are. */
export interface Place {
  /** The signed-in host. */
  host: Host;
  /** Null for the host's own. */
  team: Team | null;
  header: TeamHeaderView | null;
  owner: Owner;
  /** The path before what pages of hosts and teams have in common. */
  base: string;
  /** The path of the owner's settings. */
  settings: string;
}

/** The place of a request: the signed-in host's own, or a team's; 404 for whoever has not the role there that it needs. */
export async function placeOf(event: RequestEvent, needs: TeamRole = "admin"): Promise<Place> {
  const [path = "", teamId] = (event.params["owner"] ?? "").split("/");
  if (teamId === undefined) {
    const host = requireHost(event), base = `/dashboard${path && `/${path}`}`;
    return {
      host,
      team: null,
      header: null,
      owner: host.id,
      base,
      settings: "/dashboard/settings",
    };
  }
  const { host, team, member } = await requireTeam(event, needs, teamId);
  const owner = { teamId, hostId: host.id }, base = `/dashboard/teams/${teamId}`;
  return { host, team, header: headerOf(team, member), owner, base, settings: `${base}/settings` };
}

/** The event type of an address, or what stands for all of them where it names none; 404 when it is not the owner's. */
export async function requireType(
  { locals: { app }, params }: RequestEvent,
  { host, team, owner }: Place,
): Promise<EventType> {
  const typeId = params["typeId"];
  const type = typeId === undefined
    ? await typeForAll(app, team ?? host)
    : await getEventType(app.kv, ownerIdOf(owner), typeId);
  if (!type) error(404, messages(host.language).refusals.sentences["not-found"]);
  return type;
}
