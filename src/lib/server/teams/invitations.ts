import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { parseEmail } from "$lib/scheduling/email-address.ts";
import { isActive } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  hasRole,
  MAX_TEAM_MEMBERS,
  type TeamInvitation,
  type TeamInvitationInput,
} from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { hashOfEmail } from "../hosts/create-host.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { hashOf, newId, newSecret } from "../runtime/secrets.ts";
import { getHostByUsername } from "../store/hosts.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import {
  deleteTeamInvitation,
  getTeamInvitation,
  listTeamInvitations,
  setTeamInvitation,
} from "../store/team-invitations.ts";
import { getTeamMember, listTeamMembers } from "../store/teams.ts";

const invitationLifetimeMs = 14 * DAY;
const perHost: RateLimit = { max: 30, windowMs: HOUR };
const perAddress: RateLimit = { max: 5, windowMs: HOUR };

/** A member of a team who invites, sends again or withdraws. */
export interface Inviter {
  teamId: string;
  hostId: string;
}

/** Whom an invitation is for. */
type Invited = Pick<TeamInvitation, "email" | "hostId">;

/** The hash by which the secret of an emailed invitation finds it. */
export function hashOfTeamInvitation(secret: string): Promise<string> {
  return hashOf("team invitation", secret);
}

/**
 * Invites by email address or username, for fourteen days, as an owner or admin; only owners invite admins. An address
 * gets the same answer whether or not a host has it. "too-many" past the rate limit, with seconds to wait.
 */
export async function invite(
  app: App,
  by: Inviter,
  { who, role }: TeamInvitationInput,
): Promise<Outcome<TeamInvitation, "busy" | "invalid" | "not-found" | "too-many">> {
  const invited = await readInvited(app, who);
  if (!invited.ok) return invited;
  const retryAfter = await takeRateLimit(app, by, invited.value);
  if (retryAfter !== null) return refused("too-many", { retryAfter });
  const made = await changeAsMember(app, { ...by, needs: "admin" }, async (op, _team, me) => {
    if (role === "admin" && !hasRole(me.role, "owner")) return wrong("role", "owner-invites");
    const problem = await findProblem(app, by.teamId, invited.value);
    if (problem) return wrong("who", problem);
    const now = app.now();
    return accepted(
      await write(app, op, null, {
        ...invited.value,
        id: newId(),
        teamId: by.teamId,
        role,
        invitedBy: by.hostId,
        createdAt: now,
        sentAt: now,
        expiresAt: now + invitationLifetimeMs,
        secretHash: null,
      }),
    );
  });
  if (made.ok) app.wakeJobs();
  return made;
}

/** Sends an invitation again, for another fourteen days; its former link stops working. */
export async function sendAgain(
  app: App,
  by: Inviter,
  invitationId: string,
): Promise<Outcome<TeamInvitation, "busy" | "invalid" | "not-found" | "too-many">> {
  const found = await getTeamInvitation(app.kv, by.teamId, invitationId);
  if (!found) return refused("not-found");
  if (found.email && !app.sendMail) return wrong("who", "no-mail");
  const retryAfter = await takeRateLimit(app, by, found);
  if (retryAfter !== null) return refused("too-many", { retryAfter });
  const sent = await changeAsMember(app, { ...by, needs: "admin" }, async (op) => {
    const was = await getTeamInvitation(app.kv, by.teamId, invitationId);
    if (!was) return refused("not-found");
    const now = app.now();
    const again = { ...was, sentAt: now, expiresAt: now + invitationLifetimeMs };
    return accepted(await write(app, op, was, again));
  });
  if (sent.ok) app.wakeJobs();
  return sent;
}

/** Withdraws an invitation, as an owner or admin; its link stops working. */
export function withdraw(
  app: App,
  by: Inviter,
  invitationId: string,
): Promise<Outcome<TeamInvitation, "busy" | "not-found">> {
  return changeAsMember(app, { ...by, needs: "admin" }, async (op) => {
    const was = await getTeamInvitation(app.kv, by.teamId, invitationId);
    if (!was) return refused("not-found");
    deleteTeamInvitation(op, was);
    return accepted(was);
  });
}

async function readInvited(app: App, who: string): Promise<Outcome<Invited, "invalid">> {
  if (who.includes("@")) {
    const email = parseEmail(who);
    if ("error" in email) return wrong("who", email.error);
    return app.sendMail
      ? accepted({ email: email.address, hostId: null })
      : wrong("who", "no-mail-for-invitation");
  }
  const host = await getHostByUsername(app.kv, who.toLowerCase());
  return host && isActive(host)
    ? accepted({ email: null, hostId: host.id })
    : wrong("who", "username-unknown");
}

async function takeRateLimit(app: App, by: Inviter, { email }: Invited): Promise<number | null> {
  const retryAfter = app.limits.take("team invitation by host", by.hostId, perHost);
  if (retryAfter !== null || email === null) return retryAfter;
  return app.limits.take("email to address", await hashOfEmail(email), perAddress);
}

/** Why this person cannot be invited, as a key of the field errors; null when they can. */
async function findProblem(app: App, teamId: string, invited: Invited): Promise<string | null> {
  if (invited.hostId && await getTeamMember(app.kv, teamId, invited.hostId)) {
    return "member-already";
  }
  const waiting = (await listTeamInvitations(app.kv, teamId))
    .filter(({ expiresAt }) => expiresAt > app.now());
  if (waiting.some((each) => isSame(each, invited))) return "invited-already";
  const members = await listTeamMembers(app.kv, teamId);
  return members.length + waiting.length >= MAX_TEAM_MEMBERS ? "team-full" : null;
}

function isSame(one: Invited, other: Invited): boolean {
  return one.hostId === other.hostId && one.email?.toLowerCase() === other.email?.toLowerCase();
}

/** Adds an invitation with the job that emails it to a commit; an emailed one gets a new secret. */
async function write(
  app: App,
  op: Deno.AtomicOperation,
  was: TeamInvitation | null,
  unsent: TeamInvitation,
): Promise<TeamInvitation> {
  const secret = unsent.email === null ? null : newSecret();
  const secretHash = secret && await hashOfTeamInvitation(secret);
  const is = { ...unsent, secretHash };
  setTeamInvitation(op, is, was);
  const work = {
    kind: "send-team-invitation" as const,
    hostId: is.invitedBy,
    teamId: is.teamId,
    invitationId: is.id,
    sealedSecret: secret && await app.sealer.seal(secret, "team-invitation"),
  };
  writeJob(op, newJob({ hostId: is.invitedBy, work, dueAt: is.sentAt }, is.sentAt));
  return is;
}

function wrong(field: string, error: string) {
  return refused("invalid", { fields: { [field]: error } });
}
