import { isManager, type Team, type TeamInvitation } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { senderOf } from "../email/email.ts";
import { renderDeparture, renderTeamInvitation } from "../email/messages/team.ts";
import { getHost, getOpenHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../store/job.ts";
import { getTeamInvitation } from "../store/team-invitations.ts";
import { getOpenTeam, getTeamMember } from "../store/teams.ts";
import { hashOfTeamInvitation } from "../teams/invitations.ts";
import type { JobHandler, JobResult } from "./job-handler.ts";
import { deliver } from "./deliver.ts";
import { listMadeWebhooks } from "../teams/made-webhooks.ts";
import { typesStoppedBy } from "../teams/what-stops.ts";

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

/**
 * Tells an owner or admin what somebody who has left the team leaves behind, where there is anything. The job goes with
 * its email, because it names who has left, whose account may be closed.
 */
export const sendDeparture: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-departure") throw new Error(`not an email: ${job.work.kind}`);
  const { hostId, teamId, leaverId } = job.work;
  const [team, member, host] = await Promise.all([
    getOpenTeam(app.kv, teamId),
    getTeamMember(app.kv, teamId, hostId),
    getOpenHost(app.kv, hostId),
  ]);
  const isOver = !member || !isManager(member.role) ||
    await getTeamMember(app.kv, teamId, leaverId) !== null;
  if (!app.sendMail || !team || isOver || !host?.email || !host.emailVerified) {
    return { state: "deleted" };
  }
  const stopped = await typesStoppedBy(app, teamId, leaverId);
  const webhooks = await listMadeWebhooks(app, teamId, leaverId);
  if (stopped.length === 0 && webhooks.length === 0) return { state: "deleted" };
  const named = (active: boolean) =>
    webhooks.filter((each) => each.active === active)
      .map(({ description, url }) => description || new URL(url).host);
  const result = await deliver(
    app,
    renderDeparture({
      to: { name: host.name, address: host.email },
      member: (await getHost(app.kv, leaverId))?.name ?? "",
      team: team.name,
      stopped: stopped.map(({ title }) => title),
      paused: named(false),
      active: named(true),
      link: `${app.baseUrl}/dashboard/teams/${teamId}`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
  return result.state === "done" ? { state: "deleted" } : result;
};
