import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { Email } from "$lib/server/email/email.ts";
import { sendTeamInvitation } from "$lib/server/jobs/send-team-invitation.ts";
import type { JobResult } from "$lib/server/jobs/job-handler.ts";
import { listAll } from "$lib/server/store/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/store/keys.ts";
import { type TestApp, testHost } from "./test-app.ts";
import { testTeam } from "./test-team.ts";
import { configuredApp } from "./town.ts";

/** A team of Ada, its owner, Bea, an admin, and Cem, a member; Eve is in none. Emails are collected. */
export interface TeamStage {
  app: TestApp;
  team: Team;
  ada: Host;
  bea: Host;
  cem: Host;
  eve: Host;
  sent: Email[];
  /** Runs the job that was written last, which must be a team invitation. */
  sendLast(): Promise<JobResult>;
  /** The secret of the emailed link that was sent last. */
  lastSecret(): string;
}

export async function teamStage(): Promise<TeamStage> {
  const sent: Email[] = [];
  const app = await configuredApp({
    sendMail: (email) => {
      sent.push(email);
      return Promise.resolve();
    },
  });
  const host = (username: string, name: string) =>
    testHost(app, { username, name, email: `${username}@example.org` });
  const [ada, bea, cem, eve] = [
    await host("ada", "Ada"),
    await host("bea", "Bea"),
    await host("cem", "Cem"),
    await host("eve", "Eve"),
  ];
  return {
    app,
    team: await testTeam(app, [ada, bea, cem], { roles: { [bea.id]: "admin" } }),
    ada,
    bea,
    cem,
    eve,
    sent,
    async sendLast() {
      const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
      return await sendTeamInvitation(app, jobs.at(-1)!.value);
    },
    lastSecret: () => sent.at(-1)!.links[0]!.url.split("/team-invitation/")[1]!,
  };
}
