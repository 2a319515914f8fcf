import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import * as bookings from "../bookings/index.ts";
import { handOver } from "../bookings/hand-over.ts";
import { hostLinkHashOf, linkHashesOf } from "../changes/booking-links.ts";
import { revokeUnusedAccess } from "../connections/revoke-access.ts";
import * as feeds from "../feeds/feeds.ts";
import { deleteApiKeysOf } from "../store/api-keys.ts";
import { deleteConnection, listConnections } from "../store/connections.ts";
import { deleteSessionsOf } from "../store/sessions.ts";
import { getBooking, listBookings } from "../store/bookings.ts";
import {
  deleteOrphans,
  eraseBooking,
  eraseBookingCompletely,
  eraseCalendarEntries,
  eraseHashedRecords,
  eraseHostRecord,
  eraseJobsOfHost,
  eraseRecordsByHost,
  listBookingIndex,
  releaseBooking,
  releaseUsernames,
} from "../records/erase.ts";
import { endSubscriptions } from "../records/erase-webhooks.ts";
import { awaitedWork } from "../hosts/closure-progress.ts";
import { getHost } from "../store/hosts.ts";
import { eraseDecisionsOf } from "../store/rotation-days.ts";
import { listFormerTeamIdsOf, listTeamMembers } from "../store/teams.ts";
import { leaveAll } from "../teams/leave-all.ts";
import type { Job } from "../store/job.ts";
import type { JobHandler } from "./job-handler.ts";

/** Work that was in progress when the account was closed finishes within this time. */
const MIN_WAIT_MS = MINUTE;
/** After this time, unfinished emails and calendar writes are dropped. */
const MAX_WAIT_MS = 7 * DAY;
const RECHECK_MS = 10_000;
const BOOKINGS_PER_RUN = 200;

/**
 * Erases a closed account: gives upcoming bookings of teams to free members, cancels the others, waits for emails and calendar writes, and deletes all records,
 * this job last. Each step resumes after an interruption.
 */
export const eraseAccount: JobHandler = async (app, job) => {
  if (job.work.kind !== "erase-account") {
    throw new Error(`not an account erasure: ${job.work.kind}`);
  }
  const { hostId } = job.work;
  const host = await getHost(app.kv, hostId);
  if (host && !host.closure) return { state: "superseded" };
  if (host?.closure) {
    await deleteSessionsOf(app.kv, hostId);
    await deleteApiKeysOf(app.kv, hostId);
    await endSubscriptions(app.kv, hostId, app.now());
    await feeds.closeAllFeeds(app, hostId);
    await leaveAll(app, hostId);
    if (await cancelUpcoming(app, host)) return { state: "waiting", dueAt: app.now() };
    if (await mayBeUpcoming(app, host)) {
      return { state: "waiting", dueAt: app.now() + RECHECK_MS };
    }
    const age = msSinceClosed(app, host.closure.at);
    const isSettled = age >= MIN_WAIT_MS && !await hasPendingWork(app, job);
    if (!isSettled && (age < MAX_WAIT_MS || app.purgeGate.waitMs() > 0)) {
      // Checks less often the longer it takes.
      return {
        state: "waiting",
        dueAt: app.now() + Math.max(RECHECK_MS, Math.round(age / 60)),
      };
    }
  }
  if (await eraseBookings(app, hostId, job.id)) return { state: "waiting", dueAt: app.now() };
  for (const teamId of await listFormerTeamIdsOf(app.kv, hostId)) {
    await eraseDecisionsOf(app.kv, teamId, hostId);
  }
  await releaseUsernames(app.kv, hostId);
  await eraseJobsOfHost(app.kv, hostId, job.id);
  for (const connection of await listConnections(app.kv, hostId)) {
    await deleteConnection(app.kv, connection);
    await revokeUnusedAccess(app, connection);
  }
  await eraseHashedRecords(app.kv, hostId);
  await eraseRecordsByHost(app.kv, hostId, job.id);
  await deleteOrphans(app.kv);
  return { state: "deleted" };
};

/** How long ago the account was closed, ms; since the last clock jump when the clock was set back after that. */
function msSinceClosed(app: App, closedAt: number): number {
  const age = app.now() - closedAt;
  return age < 0 ? app.clock.agreedForMs() : age;
}

/** Gives away or cancels some upcoming bookings and requests; true when there may be more. */
async function cancelUpcoming(app: App, host: Host): Promise<boolean> {
  let cancelled = 0;
  for (const list of ["pending", "confirmed"] as const) {
    const page = { limit: BOOKINGS_PER_RUN, from: app.now() + 1 };
    const upcoming = await listBookings(app.kv, host.id, list, page);
    for (const booking of upcoming.bookings) {
      const isGiven = isReplaceable(booking, host) && await handOver(app, booking, host.id);
      if (isGiven || await cancelOrExpire(app, booking.id, host)) cancelled++;
    }
  }
  return cancelled > 0;
}

/**
 * Whether a booking that is past by the current clock, and was not cancelled for that reason, is still to come by an
 * earlier reading of it.
 */
async function mayBeUpcoming(app: App, host: Host): Promise<boolean> {
  const earliest = app.clock.earliestNow();
  if (earliest > app.now() - MIN_WAIT_MS) return false;
  const page = { limit: 1, from: earliest };
  for (const list of ["pending", "confirmed"] as const) {
    if ((await listBookings(app.kv, host.id, list, page)).bookings.length > 0) return true;
  }
  return false;
}

/** Whether a team's booking can go on without this member: another takes a round robin, and nobody replaces an optional one. */
function isReplaceable({ team }: Booking, { id }: Host): boolean {
  return team !== null && (team.mode === "round-robin" || team.optional.includes(id));
}

async function cancelOrExpire(
  app: App,
  bookingId: string,
  { id, closure }: Host,
): Promise<boolean> {
  const by = { actor: "host" as const, hostId: id };
  const reason = closure?.message ?? "";
  let outcome = await bookings.cancel(app, bookingId, { by, reason, revision: null });
  if (!outcome.ok && outcome.refusal.code === "expired") {
    outcome = await bookings.expire(app, bookingId);
  }
  if (!outcome.ok && outcome.refusal.code === "busy") {
    throw new Error("many change this booking just now");
  }
  return outcome.ok;
}

/** Whether emails, calendar writes, events or lanes of webhooks are in progress or due. */
async function hasPendingWork(app: App, { hostId }: Job): Promise<boolean> {
  for await (const _ of awaitedWork(app, hostId)) return true;
  return false;
}

/**
 * Deletes the host record and then some bookings with their links, so that decisions under way fail; a team keeps its
 * bookings. True when there may be more.
 */
async function eraseBookings(app: App, hostId: string, jobId: string): Promise<boolean> {
  await eraseHostRecord(app.kv, hostId);
  let erased = 0;
  for (const [key, bookingId] of await listBookingIndex(app.kv, hostId, BOOKINGS_PER_RUN)) {
    const booking = await getBooking(app.kv, bookingId);
    if (booking?.team && await isKeptByTeam(app, booking, hostId)) {
      await releaseBooking(app.kv, key, booking, {
        hostId,
        linkHash: await hostLinkHashOf(app, booking, hostId),
      });
      erased++;
      continue;
    }
    const links = booking ? await linkHashesOf(app, booking) : [];
    for (const slot of booking ? sharedSlotIds(booking) : []) {
      await eraseCalendarEntries(app.kv, slot);
    }
    if (booking?.team) await eraseBookingCompletely(app.kv, booking, links, jobId);
    await eraseBooking(app.kv, key, bookingId, links);
    erased++;
  }
  return erased > 0;
}

/** Whether a team's booking stays: the team has members, or the booking other hosts. */
async function isKeptByTeam(app: App, { team, hosts }: Booking, hostId: string): Promise<boolean> {
  if (team && (await listTeamMembers(app.kv, team.id)).some((each) => each.hostId !== hostId)) {
    return true;
  }
  const others = hosts.filter((id) => id !== hostId);
  return (await Promise.all(others.map((id) => getHost(app.kv, id)))).some((host) => host !== null);
}
