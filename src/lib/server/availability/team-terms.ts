import { defaultSchedule, type Schedule } from "$lib/scheduling/availability-schedule.ts";
import { type CountedStart, hasBookingLimit, limitSpan } from "$lib/scheduling/booking-limits.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getSchedule, listSchedules } from "../store/schedules.ts";
import { listTeamStarts } from "../store/team-bookings.ts";
import { getOpenTeam, listTeamMembers } from "../store/teams.ts";

/** An event type with what its team adds to it; of a host's own type all of that is null. */
export interface TypeTerms {
  type: EventType;
  /** The zone in which its booking window and limits count. */
  zone: string | null;
  /** The live starts that its limits count; empty where it has no limit. */
  starts: CountedStart[] | null;
  /** Who is a member of the team now. */
  memberIds: ReadonlySet<string> | null;
}

/** The terms of a team event type round the starts of a window; null once the team is deleted. Exact under the team's guard. */
export async function readTeamTerms(
  kv: Deno.Kv,
  type: EventType,
  window: Span,
): Promise<TypeTerms | null> {
  const [team, members] = await Promise.all([
    getOpenTeam(kv, type.ownerId),
    listTeamMembers(kv, type.ownerId),
  ]);
  if (!team) return null;
  const isCounted = hasBookingLimit(type.bookingLimits) && window.start < window.end;
  return {
    type,
    zone: team.zone,
    starts: isCounted ? await listTeamStarts(kv, type.id, limitSpan(window, team.zone)) : [],
    memberIds: new Set(members.map(({ hostId }) => hostId)),
  };
}

/** The schedule that a host has chosen for an event type: null for their default one, undefined for who is not a member. */
export function scheduleIdFor(
  hostId: string,
  { type }: Pick<TypeTerms, "type">,
): string | null | undefined {
  if (!type.team) return type.scheduleId;
  return type.team.members.find((each) => each.hostId === hostId)?.scheduleId;
}

/** The schedule that a host has for an event type: of a team event type the one they chose for it, or their default one. */
export async function scheduleFor(
  kv: Deno.Kv,
  hostId: string,
  terms: Pick<TypeTerms, "type">,
): Promise<Schedule | null> {
  const chosen = scheduleIdFor(hostId, terms);
  if (chosen === undefined) return null;
  return chosen === null
    ? await defaultScheduleOf(kv, hostId)
    : await getSchedule(kv, hostId, chosen);
}

/** The schedule that a host's event types use where none is chosen. */
export async function defaultScheduleOf(kv: Deno.Kv, hostId: string): Promise<Schedule | null> {
  const schedules = await listSchedules(kv, hostId);
  if (schedules.length < 2) return schedules[0] ?? null;
  return defaultSchedule(schedules, await listEventTypes(kv, hostId)) ?? null;
}
