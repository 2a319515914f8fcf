import { hasRole, type Team, type TeamMember, type TeamRole } from "$lib/scheduling/team.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { markRecount } from "./uncounted.ts";

/** The team of a slug; a released one keeps its team but has no page. */
export interface TeamSlugRecord {
  teamId: string;
  isReleased: boolean;
}

export async function getTeam(kv: Deno.Kv, teamId: string): Promise<Team | null> {
  return (await kv.get<Team>(keys.team(teamId))).value;
}

/** All teams, deleted ones included; for work over the whole installation. */
export async function* eachTeam(kv: Deno.Kv): AsyncIterable<Team> {
  for await (const { value } of kv.list<Team>({ prefix: keys.teams() })) yield value;
}

/** A team that is not deleted. */
export async function getOpenTeam(kv: Deno.Kv, teamId: string): Promise<Team | null> {
  const team = await getTeam(kv, teamId);
  return team && team.closedAt === null ? team : null;
}

/** The record of a current or released slug; null when it is free. */
export async function getTeamSlug(kv: Deno.Kv, slug: string): Promise<TeamSlugRecord | null> {
  if (!/^[a-z0-9-]{1,64}$/.test(slug)) return null;
  return (await kv.get<TeamSlugRecord>(keys.teamSlug(slug))).value;
}

/** The open team with this current slug. */
export async function getTeamBySlug(kv: Deno.Kv, slug: string): Promise<Team | null> {
  const record = await getTeamSlug(kv, slug);
  return record && !record.isReleased ? await getOpenTeam(kv, record.teamId) : null;
}

export async function getTeamMember(
  kv: Deno.Kv,
  teamId: string,
  hostId: string,
): Promise<TeamMember | null> {
  return (await kv.get<TeamMember>(keys.teamMember(teamId, hostId))).value;
}

/** A team that is not deleted, with the membership of a host whose role is at least `needs`; null for everybody else. */
export async function findTeamOf(
  kv: Deno.Kv,
  teamId: string,
  hostId: string,
  needs: TeamRole = "member",
): Promise<{ team: Team; member: TeamMember } | null> {
  const [team, member] = await Promise.all([
    getOpenTeam(kv, teamId),
    getTeamMember(kv, teamId, hostId),
  ]);
  return team && member && hasRole(member.role, needs) ? { team, member } : null;
}

const ranks: Record<TeamRole, number> = { owner: 0, admin: 1, member: 2 };

/** A team's members, longest first; of those who joined at one instant the owners first. */
export async function listTeamMembers(kv: Deno.Kv, teamId: string): Promise<TeamMember[]> {
  const entries = await listAll<TeamMember>(kv, { prefix: keys.teamMembersOf(teamId) });
  return entries.map(({ value }) => value)
    .sort((a, b) =>
      a.joinedAt - b.joinedAt || ranks[a.role] - ranks[b.role] || (a.hostId < b.hostId ? -1 : 1)
    );
}

/** The ids of a host's teams. */
export async function listTeamIdsOf(kv: Deno.Kv, hostId: string): Promise<string[]> {
  const entries = await listAll<true>(kv, { prefix: keys.teamsOf(hostId) });
  return entries.map(({ key }) => String(key[2]));
}

/** The open teams of a host, with their membership. */
export async function listTeamsOf(
  kv: Deno.Kv,
  hostId: string,
): Promise<{ team: Team; member: TeamMember }[]> {
  const ids = await listTeamIdsOf(kv, hostId);
  const found = await Promise.all(ids.map((id) => findTeamOf(kv, id, hostId)));
  return found.filter((each) => each !== null);
}

/** The ids of teams that a host was in, deleted ones among them. */
export async function listFormerTeamIdsOf(kv: Deno.Kv, hostId: string): Promise<string[]> {
  const entries = await listAll<true>(kv, { prefix: keys.formerTeamsOf(hostId) });
  return entries.map(({ key }) => String(key[2]));
}

/** Adds to a commit: a member, in place of what was stored under these ids. */
export function setTeamMember(op: Deno.AtomicOperation, member: TeamMember): Deno.AtomicOperation {
  const { teamId, hostId } = member;
  return op.set(keys.teamMember(teamId, hostId), member).set(keys.teamOf(hostId, teamId), true)
    .delete(keys.formerTeamOf(hostId, teamId));
}

/** Adds to a commit: somebody is no longer a member; their bookings are still found under the team's id. */
export function deleteTeamMember(
  op: Deno.AtomicOperation,
  { teamId, hostId }: Pick<TeamMember, "teamId" | "hostId">,
): Deno.AtomicOperation {
  return op.delete(keys.teamMember(teamId, hostId)).delete(keys.teamOf(hostId, teamId))
    .set(keys.formerTeamOf(hostId, teamId), true);
}

/** Adds to a commit: `team` replaces `was`; the commit fails when a new slug is taken. A former slug stays reserved; in another zone bookings are counted again. */
export function setTeam(
  op: Deno.AtomicOperation,
  team: Team,
  was: Team | null,
  slugRecord: Deno.KvEntryMaybe<TeamSlugRecord> | null,
): Deno.AtomicOperation {
  if (team.slug !== was?.slug) {
    const key = keys.teamSlug(team.slug);
    const current: TeamSlugRecord = { teamId: team.id, isReleased: false };
    op.check(slugRecord ?? { key, versionstamp: null }).set(key, current);
    if (was) {
      const released: TeamSlugRecord = { teamId: team.id, isReleased: true };
      op.set(keys.teamSlug(was.slug), released);
    }
  }
  if (was && was.zone !== team.zone) markRecount(op, team.id);
  return op.set(keys.team(team.id), team);
}

/** Adds to a commit: a deleted team has no page any more; its slug stays reserved. */
export function setTeamClosed(op: Deno.AtomicOperation, team: Team, at: number): Team {
  const is = { ...team, closedAt: at, revision: team.revision + 1 };
  const released: TeamSlugRecord = { teamId: team.id, isReleased: true };
  op.set(keys.teamSlug(team.slug), released).set(keys.team(team.id), is);
  return is;
}

/** The record of a slug with its version, for a team that wants it. */
export function readTeamSlug(
  kv: Deno.Kv,
  slug: string,
): Promise<Deno.KvEntryMaybe<TeamSlugRecord>> {
  return kv.get<TeamSlugRecord>(keys.teamSlug(slug));
}

/** Whether nobody but this host is an owner of the team: it may not be without one. */
export function isLastOwner(members: readonly TeamMember[], hostId: string): boolean {
  const owners = members.filter(({ role }) => role === "owner");
  return owners.length === 1 && owners[0]!.hostId === hostId;
}

/** The open teams whose only owner this host is. */
export async function listOnlyOwnedTeams(kv: Deno.Kv, hostId: string): Promise<Team[]> {
  const teams = await Promise.all((await listTeamIdsOf(kv, hostId)).map(async (teamId) => {
    const members = await listTeamMembers(kv, teamId);
    return isLastOwner(members, hostId) ? await getOpenTeam(kv, teamId) : null;
  }));
  return teams.filter((team) => team !== null);
}
