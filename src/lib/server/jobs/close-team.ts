import type { App } from "../app.ts";
import type { Cancellation } from "../bookings/cancel.ts";
import * as bookings from "../bookings/index.ts";
import type { Job } from "../store/job.ts";
import { eraseTeamSettings } from "../records/erase-team.ts";
import { getTeam, getTeamMember } from "../store/teams.ts";
import { listUpcoming } from "../teams/team-bookings.ts";
import type { JobResult } from "./job-handler.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { handOver } from "../bookings/hand-over.ts";

const BOOKINGS_PER_RUN = 200;
const RECHECK_MS = 10_000;

/** Cancels the coming bookings of a deleted team and erases its settings; its past bookings stay with their hosts. */
export async function closeTeam(app: App, job: Job): Promise<JobResult> {
  if (job.work.kind !== "close-team") throw new Error(`not a deleted team: ${job.work.kind}`);
  const { teamId, message } = job.work;
  const team = await getTeam(app.kv, teamId);
  if (team && team.closedAt === null) return { state: "superseded" };
  const by = { actor: "team" as const, teamId };
  const coming = (await listUpcoming(app, teamId)).slice(0, BOOKINGS_PER_RUN);
  for (const booking of coming) await cancelOrExpire(app, booking.id, { by, reason: message });
  const left = (await listUpcoming(app, teamId)).length;
  if (left > 0) {
    const isMoving = coming.length === BOOKINGS_PER_RUN;
    return { state: "waiting", dueAt: app.now() + (isMoving ? 0 : RECHECK_MS) };
  }
  await eraseTeamSettings(app.kv, teamId, app.now());
  return { state: "done" };
}

/** Cancels a booking for its team or a member, or lets a request past its deadline expire. */
export async function cancelOrExpire(
  app: App,
  id: string,
  cancellation: Pick<Cancellation, "by" | "reason">,
): Promise<void> {
  const cancelled = await bookings.cancel(app, id, { ...cancellation, revision: null });
  if (cancelled.ok) return;
  if (cancelled.refusal.code === "expired") await bookings.expire(app, id);
  if (cancelled.refusal.code === "busy") throw new Error("many change this booking just now");
}

const HAND_OVERS_PER_RUN = 50;

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
  const now = coming.slice(0, HAND_OVERS_PER_RUN), last = now.at(-1);
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
