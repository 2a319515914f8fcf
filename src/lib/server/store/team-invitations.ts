import type { TeamInvitation } from "$lib/scheduling/team.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { listAll } from "../kv/commit.ts";
import { purgeOver } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";

/** How long an expired invitation can be sent again, ms. */
const RETENTION_MS = 30 * DAY;

/** Where the invitation of an emailed link is. */
export interface TeamInvitationLink {
  teamId: string;
  invitationId: string;
}

export async function getTeamInvitation(
  kv: Deno.Kv,
  teamId: string,
  invitationId: string,
): Promise<TeamInvitation | null> {
  return (await kv.get<TeamInvitation>(keys.teamInvitation(teamId, invitationId))).value;
}

/** The invitation of an emailed link; null for a link that was replaced or withdrawn. */
export async function getTeamInvitationByHash(
  kv: Deno.Kv,
  hash: string,
): Promise<TeamInvitation | null> {
  const link = (await kv.get<TeamInvitationLink>(keys.teamInvitationLink(hash))).value;
  return link && await getTeamInvitation(kv, link.teamId, link.invitationId);
}

/** A team's invitations that wait for an answer, newest first; expired ones among them. */
export async function listTeamInvitations(
  kv: Deno.Kv,
  teamId: string,
): Promise<TeamInvitation[]> {
  const entries = await listAll<TeamInvitation>(kv, { prefix: keys.teamInvitationsOf(teamId) });
  return entries.map(({ value }) => value).sort((a, b) => b.createdAt - a.createdAt);
}

/** The invitations by username that wait for a host, newest first; expired ones among them. */
export async function listTeamInvitationsFor(
  kv: Deno.Kv,
  hostId: string,
): Promise<TeamInvitation[]> {
  const index = await listAll<true>(kv, { prefix: keys.teamInvitationsFor(hostId) });
  const all = await Promise.all(
    index.map(({ key }) => getTeamInvitation(kv, String(key[2]), String(key[3]))),
  );
  return all.filter((each) => each !== null).sort((a, b) => b.createdAt - a.createdAt);
}

/** Adds to a commit: an invitation, in place of `was`, whose link stops working. */
export function setTeamInvitation(
  op: Deno.AtomicOperation,
  is: TeamInvitation,
  was: TeamInvitation | null,
): Deno.AtomicOperation {
  if (was) deleteTeamInvitation(op, was);
  const { id, teamId, hostId, secretHash } = is;
  if (hostId) op.set(keys.teamInvitationFor(hostId, teamId, id), true);
  if (secretHash) {
    const link: TeamInvitationLink = { teamId, invitationId: id };
    op.set(keys.teamInvitationLink(secretHash), link);
  }
  return op.set(keys.teamInvitation(teamId, id), is);
}

/** Adds to a commit: an invitation is gone with its link. */
export function deleteTeamInvitation(
  op: Deno.AtomicOperation,
  { id, teamId, hostId, secretHash }: TeamInvitation,
): Deno.AtomicOperation {
  if (hostId) op.delete(keys.teamInvitationFor(hostId, teamId, id));
  if (secretHash) op.delete(keys.teamInvitationLink(secretHash));
  return op.delete(keys.teamInvitation(teamId, id));
}

/** Deletes invitations whose retention after expiry is over. */
export const purgeTeamInvitations = purgeOver<TeamInvitation>(
  { prefix: keys.teamInvitations() },
  ({ expiresAt }) => expiresAt + RETENTION_MS,
  deleteTeamInvitation,
);
