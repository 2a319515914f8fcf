import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { isManager, type Team } from "$lib/scheduling/team.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getEventType, listEventTypes } from "../store/event-types.ts";
import { findTeamOf, listTeamIdsOf } from "../store/teams.ts";
import type { BookingRequest, RequestResult } from "../changes/booking-request.ts";
import type { GrantRefusal } from "./grant-refusal.ts";
import { request } from "./request.ts";

/** A booking that a host makes for a guest. */
export interface GuestBooking extends
  Pick<
    BookingRequest,
    "start" | "minutes" | "guest" | "extraGuests" | "location" | "program" | "series"
  > {
  /** One of the host's own event types, or one of a team that they are in. */
  typeId: string;
  /** The Idempotency-Key and what it belongs to; null for none. */
  key: BookingRequest["key"];
}

/** An event type that a host may book for a guest; `team` is null for their own. */
export interface TypeToBook {
  type: EventType;
  team: Team | null;
  /** Whether they decide on its requests: their own, or as owner or admin of the team. */
  decides: boolean;
}

/**
 * A host books a time, or several dates, for a guest: by every rule of the event type, without a private link, verified email or approval
 * where the host decides on its requests. Confirmed at once if the calendars allow it, else a request.
 */
export async function bookForGuest(
  app: App,
  host: Host,
  { typeId, key, series = null, ...booking }: GuestBooking,
): Promise<Outcome<RequestResult, GrantRefusal | "cannot-save">> {
  const found = await findTypeToBook(app, host.id, typeId);
  if (!found) return refused("not-found");
  const { type, team, decides } = found;
  const input: BookingRequest = {
    ...booking,
    username: team ? "" : host.username,
    teamSlug: team?.slug ?? null,
    slug: type.slug,
    key: key && { ...key, route: `${key.route} ${host.id}` },
    viaWidget: false,
    client: null,
    byHost: { id: host.id, decides },
  };
  return await request(app, series ? { ...input, series } : input);
}

/** One of a host's own event types, or of a team that they are in; null for any other. */
export async function findTypeToBook(
  { kv }: Pick<App, "kv">,
  hostId: string,
  typeId: string,
): Promise<TypeToBook | null> {
  const own = await getEventType(kv, hostId, typeId);
  if (own) return { type: own, team: null, decides: true };
  for (const teamId of await listTeamIdsOf(kv, hostId)) {
    const [type, found] = await Promise.all([
      getEventType(kv, teamId, typeId),
      findTeamOf(kv, teamId, hostId),
    ]);
    if (type && found) return { type, team: found.team, decides: isManager(found.member.role) };
  }
  return null;
}

/** The active event types that a host may book for a guest: their own first, then those of each team. */
export async function listTypesToBook(
  { kv }: Pick<App, "kv">,
  hostId: string,
): Promise<TypeToBook[]> {
  const own = (await listEventTypes(kv, hostId)).filter(({ onlyForTeams }) => !onlyForTeams);
  const found: TypeToBook[] = own.map((type) => ({ type, team: null, decides: true }));
  for (const teamId of await listTeamIdsOf(kv, hostId)) {
    const place = await findTeamOf(kv, teamId, hostId);
    if (!place) continue;
    const decides = isManager(place.member.role);
    for (const type of await listEventTypes(kv, teamId)) {
      found.push({ type, team: place.team, decides });
    }
  }
  return found.filter(({ type }) => type.active);
}
