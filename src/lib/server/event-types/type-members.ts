import type { EventType } from "$lib/scheduling/event-type.ts";
import type { App } from "../app.ts";
import { defaultScheduleOf, scheduleFor } from "../availability/team-terms.ts";
import { getGuard } from "../kv/guard.ts";
import { getHosts } from "../store/hosts.ts";
import { listTeamMembers } from "../store/teams.ts";

/** A member whom a team event type may list, and why they cannot take its bookings. */
export interface TypeMemberView {
  hostId: string;
  /** Empty for an erased account. */
  name: string;
  /** "left" for who is not in the team any more; "calendar" and "hours" for what they have not set up. */
  lacks: "left" | "calendar" | "hours" | null;
}

/** The members of a type in its order, then the others of the team, longest first. */
export async function listTypeMembers(
  app: App,
  teamId: string,
  type: EventType | null,
): Promise<TypeMemberView[]> {
  const inTeam = (await listTeamMembers(app.kv, teamId)).map(({ hostId }) => hostId);
  const inType = type?.team?.members.map(({ hostId }) => hostId) ?? [];
  const all = [...new Set([...inType, ...inTeam])];
  const hosts = await getHosts(app.kv, all);
  return await Promise.all(all.map(async (hostId, i): Promise<TypeMemberView> => {
    const name = hosts[i]?.name ?? "";
    if (!inTeam.includes(hostId)) return { hostId, name, lacks: "left" };
    return { hostId, name, lacks: await lackOf(app, hostId, type) };
  }));
}

async function lackOf(
  app: App,
  hostId: string,
  type: EventType | null,
): Promise<TypeMemberView["lacks"]> {
  const isMember = type?.team?.members.some((member) => member.hostId === hostId);
  const schedule = type && isMember
    ? await scheduleFor(app.kv, hostId, { type })
    : await defaultScheduleOf(app.kv, hostId);
  const { guard } = await getGuard(app.kv, hostId);
  if (!schedule?.rules.length && !schedule?.overrides.length) return "hours";
  return Object.keys(guard.calendars).length === 0 ? "calendar" : null;
}
