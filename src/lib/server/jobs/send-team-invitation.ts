import type { Team, TeamInvitation } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { senderOf } from "../email/email.ts";
import { renderTeamInvitation } from "../email/messages/team-invitation.ts";
import { getHost, getOpenHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../store/job.ts";
import { getTeamInvitation } from "../store/team-invitations.ts";
import { getOpenTeam } from "../store/teams.ts";
import { hashOfTeamInvitation } from "../teams/invitations.ts";
import type { JobResult } from "./job-handler.ts";
import { deliver } from "./deliver.ts";

type InvitationWork = Extract<JobWork, { kind: "send-team-invitation" }>;

/** Emails an invitation to a team while it is open; a host invited by username gets it if their address is verified. */
export async function sendTeamInvitation(app: App, job: Job): Promise<JobResult> {
  if (job.work.kind !== "send-team-invitation") {
    throw new Error(`not an invitation to a team: ${job.work.kind}`);
  }
  const { teamId, invitationId, sealedSecret } = job.work;
  const team = await getOpenTeam(app.kv, teamId);
  const invitation = await getTeamInvitation(app.kv, teamId, invitationId);
  if (!app.sendMail || !team || !invitation || invitation.expiresAt <= app.now()) {
    return { state: "superseded" };
  }
  const secret = sealedSecret && await app.sealer.open(sealedSecret, "team-invitation");
  if (secret && await hashOfTeamInvitation(secret) !== invitation.secretHash) {
    return { state: "superseded" };
  }
  const recipient = await recipientOf(app, invitation, team);
  if (!recipient) return { state: "superseded" };
  return await deliver(
    app,
    renderTeamInvitation({
      invitation,
      team,
      inviter: await inviterOf(app, job.work, team.name),
      ...recipient,
      link: `${app.baseUrl}${secret ? `/team-invitation/${secret}` : "/dashboard/teams"}`,
      jobId: job.id,
      sender: senderOf(app),
    }),
  );
}

async function recipientOf(app: App, { email, hostId }: TeamInvitation, team: Team) {
  if (email !== null) {
    const reader = { zone: "UTC", language: team.language, hourCycle: 24 } as const;
    return { to: { name: "", address: email }, reader };
  }
  const host = hostId === null ? null : await getOpenHost(app.kv, hostId);
  if (!host?.email || !host.emailVerified) return null;
  return { to: { name: host.name, address: host.email }, reader: host };
}

async function inviterOf(app: App, { hostId }: InvitationWork, otherwise: string): Promise<string> {
  return (await getHost(app.kv, hostId))?.name || otherwise;
}
