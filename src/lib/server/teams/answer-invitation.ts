import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { MAX_TEAM_MEMBERS, type Team, type TeamInvitation } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import type { NewHostDetails } from "../auth/sign-in-links.ts";
import { createHost, hashOfEmail } from "../hosts/create-host.ts";
import { changeUnderTeamGuard, type GuardRefusal } from "../availability/change-under-guard.ts";
import { getActiveHost, getHost } from "../store/hosts.ts";
import { getHostIdByEmail } from "../store/magic-links.ts";
import {
  deleteTeamInvitation,
  getTeamInvitation,
  getTeamInvitationByHash,
  listTeamInvitationsFor,
} from "../store/team-invitations.ts";
import {
  getOpenTeam,
  getTeamMember,
  listTeamIdsOf,
  listTeamMembers,
  setTeamMember,
} from "../store/teams.ts";
import { MAX_TEAMS_OF_HOST } from "./edit.ts";
import { hashOfTeamInvitation } from "./invitations.ts";

/** An invitation as the invited person reads it. */
export interface InvitationView {
  invitation: TeamInvitation;
  team: Team;
  /** The name of the inviting host; empty after their account was closed. */
  inviter: string;
}

/** The invitation of an emailed link; "not-found" once it was answered, withdrawn or sent again, "expired" after 14 days. */
export async function findByToken(
  app: App,
  token: string,
): Promise<Outcome<InvitationView, "expired" | "not-found">> {
  const hash = token.length > 100 ? "" : await hashOfTeamInvitation(token);
  return view(app, await getTeamInvitationByHash(app.kv, hash));
}

/** An invitation by username that waits for this host. */
export async function findForHost(
  app: App,
  hostId: string,
  { teamId, invitationId }: { teamId: string; invitationId: string },
): Promise<Outcome<InvitationView, "expired" | "not-found">> {
  const invitation = await getTeamInvitation(app.kv, teamId, invitationId);
  return invitation?.hostId === hostId ? view(app, invitation) : refused("not-found");
}

/** The invitations by username that wait for a host. */
export async function listForHost(app: App, hostId: string): Promise<InvitationView[]> {
  const views = await Promise.all(
    (await listTeamInvitationsFor(app.kv, hostId)).map((invitation) => view(app, invitation)),
  );
  return views.flatMap((each) => each.ok ? [each.value] : []);
}

/** Makes the host a member and ends the invitation, in one commit; who is a member already stays what they are. */
export function accept(
  app: App,
  hostId: string,
  { id, teamId, sentAt }: TeamInvitation,
): Promise<Outcome<Team, "busy" | "expired" | "invalid" | "not-found">> {
  return changeUnderTeamGuard(app, teamId, async (op, team) => {
    const now = app.now();
    const invitation = await getTeamInvitation(app.kv, teamId, id);
    // One that was sent again has another link since.
    if (!invitation || invitation.sentAt !== sentAt) return refused("not-found");
    if (invitation.expiresAt <= now) return refused("expired");
    if (!await getActiveHost(app.kv, hostId)) return refused("not-found");
    deleteTeamInvitation(op, invitation);
    if (await getTeamMember(app.kv, teamId, hostId)) return accepted(team);
    if ((await listTeamMembers(app.kv, teamId)).length >= MAX_TEAM_MEMBERS) {
      return refused("invalid", { fields: { team: "team-full" } });
    }
    if ((await listTeamIdsOf(app.kv, hostId)).length >= MAX_TEAMS_OF_HOST) {
      return refused("invalid", { fields: { team: "too-many-teams" } });
    }
    setTeamMember(op, { teamId, hostId, role: invitation.role, joinedAt: now });
    return accepted(team);
  });
}

/** Ends the invitation; its link stops working. */
export function decline(
  app: App,
  { id, teamId }: TeamInvitation,
): Promise<Outcome<null, "busy" | "not-found">> {
  return changeUnderTeamGuard(app, teamId, async (op) => {
    const invitation = await getTeamInvitation(app.kv, teamId, id);
    if (!invitation) return refused("not-found");
    deleteTeamInvitation(op, invitation);
    return accepted(null);
  });
}

/**
 * Accepts by a person without an account: creates the host with the invited address, which the link has verified, then
 * the membership. "signed-out" with the detail "email-taken" when the address is a host's: they sign in.
 */
export function acceptAsNewHost(
  app: App,
  { id, teamId, email }: TeamInvitation,
  { name, zone, language }: NewHostDetails,
): Promise<Outcome<Host, GuardRefusal | "expired" | "invalid" | "name-taken" | "signed-out">> {
  return app.withLock([id], async () => {
    const invitation = await getTeamInvitation(app.kv, teamId, id);
    if (!invitation || email === null) return refused("not-found");
    if (invitation.expiresAt <= app.now()) return refused("expired");
    if (await getHostIdByEmail(app.kv, await hashOfEmail(email))) {
      return refused("signed-out", { detail: "email-taken" });
    }
    const created = await createHost(app, {
      name,
      email,
      emailVerified: true,
      zone,
      language,
      preferredUsername: name || email.split("@")[0]!,
      identity: null,
    });
    if (!created.ok) return created;
    const joined = await accept(app, created.value.id, invitation);
    return joined.ok ? created : joined;
  });
}

async function view(
  app: App,
  invitation: TeamInvitation | null,
): Promise<Outcome<InvitationView, "expired" | "not-found">> {
  const team = invitation && await getOpenTeam(app.kv, invitation.teamId);
  if (!invitation || !team) return refused("not-found");
  if (invitation.expiresAt <= app.now()) return refused("expired");
  const inviter = (await getHost(app.kv, invitation.invitedBy))?.name ?? "";
  return accepted({ invitation, team, inviter });
}
