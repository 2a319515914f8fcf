import { isManager } from "$lib/scheduling/team.ts";
import { senderOf } from "../email/email.ts";
import { renderDeparture } from "../email/messages/departure.ts";
import { getHost, getOpenHost } from "../store/hosts.ts";
import { getOpenTeam, getTeamMember } from "../store/teams.ts";
import { listMadeWebhooks } from "../teams/made-webhooks.ts";
import { typesStoppedBy } from "../teams/what-stops.ts";
import type { JobHandler } from "./job-handler.ts";
import { deliver } from "./deliver.ts";

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
