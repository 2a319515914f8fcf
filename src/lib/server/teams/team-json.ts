import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamInvitation, TeamMember } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";
import { type MemberState, readMemberState } from "./member-state.ts";

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
