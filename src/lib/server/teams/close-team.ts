import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Team, TeamClosureInput } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { setTeamClosed } from "../store/teams.ts";

/**
 * Deletes a team, as an owner, in one commit: its pages are gone at once and nobody can book it. A job of the same
 * commit cancels its bookings and erases its settings; see `jobs/close-team.ts`.
 */
export async function close(
  app: App,
  by: { teamId: string; hostId: string },
  { message }: TeamClosureInput,
  revision: number | null = null,
): Promise<Outcome<Team, "busy" | "changed" | "not-found">> {
  const now = app.now();
  const closed = await changeAsMember(app, { ...by, needs: "owner" }, (op, team) => {
    if (revision !== null && revision !== team.revision) return Promise.resolve(refused("changed"));
    const work = { kind: "close-team" as const, teamId: team.id, message };
    writeJob(op, newJob({ hostId: team.id, work, dueAt: now }, now));
    return Promise.resolve(accepted(setTeamClosed(op, team, now)));
  });
  if (closed.ok) app.wakeJobs();
  return closed;
}
