import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamInvitation, TeamMember } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";
import { worstFreshness } from "$lib/scheduling/calendar-state.ts";
import { getGuard } from "../kv/guard.ts";
import { listSchedules } from "../store/schedules.ts";

/** A team as the API returns it to a member. */
export function teamJson(baseUrl: string, team: Team, { role }: Pick<TeamMember, "role">) {
  const {
    id,
    name,
    slug,
    description,
    colour,
    zone,
    language,
    frameAncestors,
    revision,
    createdAt,
  } = team;
  return {
    id,
    name,
    slug,
    description,
    colour,
    timezone: zone,
    language,
    frameAncestors,
    url: `${baseUrl}/team/${slug}`,
    role,
    revision,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** A member as the API returns them to their team. */
function memberJson(
  { hostId, role, joinedAt }: TeamMember,
  host: Pick<Host, "name" | "username"> | null,
  { calendar, hasHours }: MemberState,
) {
  return {
    id: hostId,
    name: host?.name ?? null,
    username: host?.username ?? null,
    role,
    calendar,
    hasHours,
    joinedAt: new Date(joinedAt).toISOString(),
  };
}

/** A member with what the team sees of their time. */
export async function readMemberJson(app: App, member: TeamMember) {
  const { hostId } = member;
  return memberJson(member, await getHost(app.kv, hostId), await readMemberState(app, hostId));
}

/** An invitation as the API returns it to owners and admins. */
export function teamInvitationJson(
  { id, email, hostId, role, expiresAt }: TeamInvitation,
) {
  return { id, email, hostId, role, expiresAt: new Date(expiresAt).toISOString() };
}

/** What a team sees of a member's calendars: whether their time is known, never what is in them. */
interface MemberState {
  /** The worst of the calendars that block time; "none" without any. */
  calendar: "fresh" | "stale" | "broken" | "signed-out" | "none";
  /** Whether any schedule has hours. */
  hasHours: boolean;
}

export async function readMemberState(app: App, hostId: string): Promise<MemberState> {
  const [{ guard }, schedules] = await Promise.all([
    getGuard(app.kv, hostId),
    listSchedules(app.kv, hostId),
  ]);
  const states = Object.values(guard.calendars);
  const isSignedOut = states.some(({ failure }) => failure?.kind === "signed-out");
  const worst = worstFreshness(states, app.now(), app.settings.syncIntervalMs) ?? "none";
  return {
    calendar: isSignedOut ? "signed-out" : worst,
    hasHours: schedules.some(({ rules, overrides }) => rules.length + overrides.length > 0),
  };
}
