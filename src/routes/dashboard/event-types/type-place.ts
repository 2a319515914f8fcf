import { error, type RequestEvent } from "@sveltejs/kit";
import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { type Owner, ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { typeForAll } from "$lib/server/event-types/email-templates.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { requireTeam } from "../teams/require-team.ts";

/** Whose event type a page of the dashboard is about, and where its pages are. */
export interface TypePlace {
  /** The signed-in host. */
  host: Host;
  /** Who changes it. */
  owner: Owner;
  /** On whose public page it is, and in whose zone its dates count. */
  page: Host | Team;
  typeId: string;
  /** The path of the list of event types. */
  list: string;
  /** The path of the texts of emails, where they are not those of one event type. */
  emails?: string;
}

/** Finds the place of a request, or ends it: sign in first, or 404. */
export type PlaceOf = (event: RequestEvent) => Promise<TypePlace>;

/** The signed-in host's own event type. */
export const ownPlace: PlaceOf = (event) => {
  const host = requireHost(event);
  return Promise.resolve({
    host,
    owner: host.id,
    page: host,
    typeId: event.params["id"] ?? "",
    list: "/dashboard/event-types",
  });
};

/** All event types of the signed-in host, whose emails have texts in common. */
export const allTypesPlace: PlaceOf = async (event) => ({
  ...await ownPlace(event),
  typeId: ALL_TYPES,
  emails: "/dashboard/settings/emails",
});

/** An event type of a team that the signed-in host manages. */
export const teamPlace: PlaceOf = async (event) => {
  const { host, team } = await requireTeam(event, "admin");
  return placeOfTeam(event, host, team);
};

/** All event types of a team that the signed-in host manages. */
export const allTeamTypesPlace: PlaceOf = async (event) => {
  const place = await teamPlace(event);
  return { ...place, typeId: ALL_TYPES, emails: `/dashboard/teams/${place.page.id}/emails` };
};

/** An event type of a team, as a member of it sees the page. */
export function placeOfTeam({ params }: Pick<RequestEvent, "params">, host: Host, team: Team) {
  return {
    host,
    owner: { teamId: team.id, hostId: host.id },
    page: team,
    typeId: params["typeId"] ?? "",
    list: `/dashboard/teams/${team.id}/event-types`,
  };
}

/** The event type of a place; 404 when it is not its owner's. */
export async function requireType(
  { locals: { app } }: RequestEvent,
  { host, owner, page, typeId, emails }: TypePlace,
): Promise<EventType> {
  const type = emails
    ? await typeForAll(app, page)
    : await getEventType(app.kv, ownerIdOf(owner), typeId);
  if (!type) error(404, messages(host.language).refusals.sentences["not-found"]);
  return type;
}
