import type { Booking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { handOver } from "../bookings/hand-over.ts";
import type { Job } from "../store/job.ts";
import { getTeamMember } from "../store/teams.ts";
import { listUpcoming } from "../teams/team-bookings.ts";
import { cancelOrExpire } from "./close-team.ts";
import type { JobResult } from "./job-handler.ts";

const BOOKINGS_PER_RUN = 50;

/**
 * Sees to the coming bookings of somebody who has left a team, as was asked for: hands each to a free member, or cancels
 * it. What nobody can take stays, and is listed again.
 */
export async function leaveTeam(app: App, job: Job): Promise<JobResult> {
  if (job.work.kind !== "leave-team") throw new Error(`not a departure: ${job.work.kind}`);
  const { teamId, hostId, bookings, after } = job.work;
  if (await getTeamMember(app.kv, teamId, hostId)) return { state: "superseded" };
  const by = { actor: "host" as const, hostId };
  const coming = (await listUpcoming(app, teamId, hostId)).filter((each) => isAfter(each, after));
  const now = coming.slice(0, BOOKINGS_PER_RUN), last = now.at(-1);
  for (const booking of now) {
    const isHandedOver = bookings === "hand-over" || !isNeeded(booking, hostId);
    if (isHandedOver) await handOver(app, booking, hostId);
    else await cancelOrExpire(app, booking.id, { by, reason: "" });
  }
  if (!last || now.length === coming.length) return { state: "done" };
  const work = { ...job.work, after: { start: last.start, id: last.id } };
  return { state: "waiting", dueAt: app.now(), work };
}

/** Whether a booking follows this one in the order of starts and ids. */
function isAfter(
  { start, id }: Booking,
  after: { start: number; id: string } | undefined,
): boolean {
  return !after || start > after.start || (start === after.start && id > after.id);
}

/** Whether a booking cannot take place without this member: they are not an optional one of a collective. */
function isNeeded({ team }: Booking, hostId: string): boolean {
  return !team?.optional.includes(hostId);
}
