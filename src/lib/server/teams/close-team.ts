import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { Team } from "$lib/scheduling/team.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { setTeamClosed } from "../store/teams.ts";

/** The form that deletes a team: a message to the guests of upcoming bookings. */
export const TeamClosureInput = v.object({
  message: v.pipe(v.string(), v.trim(), v.maxLength(1000, "too-long")),
});
export type TeamClosureInput = v.InferOutput<typeof TeamClosureInput>;

/**
 * Deletes a team, as an owner, in one commit: its pages are gone at once and nobody can book it. A job of the same
 * commit cancels its bookings and erases its settings; see `jobs/close-team.ts`.
 */
export async function close(
  app: App,
  by: { teamId: string; hostId: string },
  { message }: TeamClosureInput,
): Promise<Outcome<Team>> {
  const now = app.now();
  const closed = await changeAsMember(app, { ...by, needs: "owner" }, (op, team) => {
    const work = { kind: "close-team" as const, teamId: team.id, message };
    writeJob(op, newJob({ hostId: team.id, work, dueAt: now }, now));
    return Promise.resolve(accepted(setTeamClosed(op, team, now)));
  });
  if (closed.ok) app.wakeJobs();
  return closed;
}
