import { sendTeamInvitation } from "$lib/server/jobs/send-team-emails.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addTeam } from "./team-town.ts";
import { testHost } from "./test-app.ts";
import { configuredApp, outboxOf } from "./town.ts";

/** The team Clinic of Ada, its owner, Bea, an admin, and Cem, a member; Eve is in none. Emails are collected. */
export async function teamStage() {
  const app = await configuredApp(), sent = outboxOf(app);
  const host = (username: string, name: string) =>
    testHost(app, { username, name, email: `${username}@example.org` });
  const ada = await host("ada", "Ada"), bea = await host("bea", "Bea");
  const cem = await host("cem", "Cem"), eve = await host("eve", "Eve");
  const clinic = { name: "Clinic", slug: "clinic" };
  return {
    app,
    team: await addTeam(app, [ada, bea, cem], clinic, ["owner", "admin"]),
    ada,
    bea,
    cem,
    eve,
    sent,
    /** Runs the job that was written last, which must be a team invitation. */
    async sendLast() {
      const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
      return await sendTeamInvitation(app, jobs.at(-1)!.value);
    },
    /** The secret of the emailed link that was sent last. */
    lastSecret: () => sent.at(-1)!.links[0]!.url.split("/team-invitation/")[1]!,
  };
}

export type TeamStage = Awaited<ReturnType<typeof teamStage>>;
