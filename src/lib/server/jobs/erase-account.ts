import type { Host } from "$lib/scheduling/host.ts";
import { slotsOf } from "$lib/scheduling/seats.ts";
import type { App } from "../app.ts";
import * as bookings from "../bookings.ts";
import { linkHashesOf } from "../bookings/links.ts";
import * as feeds from "../feeds.ts";
import { endSessions } from "../sessions.ts";
import { getBooking, listBookings } from "../store/bookings.ts";
import { forgetLostAnswers, forgetLostLinks } from "../store/clearing.ts";
import {
  dropHost,
  eraseBooking,
  eraseEntries,
  eraseFamilies,
  eraseFoundByHash,
  eraseJobs,
  giveUpNames,
  listIndexed,
} from "../store/erasing.ts";
import { getHost } from "../store/hosts.ts";
import { eachUnfinished } from "../store/due-jobs.ts";
import type { Job, JobWork } from "./job.ts";
import type { Doing } from "./run.ts";

/** What was under way when the account was closed settles meanwhile. */
const AT_LEAST_MS = 60_000;
/** After this long whatever is not written or sent stays so. */
const AT_MOST_MS = 7 * 86_400_000;
const LOOKS_AGAIN_MS = 10_000;
const BATCH = 200;

/**
 * Takes apart an account that was closed: cancels what is to come, by the verb that a host has for it, waits until letters
 * and calendars are done with, and erases everything of it, last this job. Each step finds what an interrupted run left.
 */
export const eraseAccount: Doing = async (app, job) => {
  if (job.work.kind !== "erase-account") throw new Error(`not an erasing: ${job.work.kind}`);
  const { hostId } = job.work;
  const host = await getHost(app.kv, hostId);
  if (host && !host.left) return { state: "superseded" };
  if (host?.left) {
    await endSessions(app, hostId);
    await feeds.closeAll(app, hostId);
    if (await cancelSome(app, host)) return { state: "waiting", dueAt: app.now() };
    if (await mayBeComing(app, host)) {
      return { state: "waiting", dueAt: app.now() + LOOKS_AGAIN_MS };
    }
    const age = ageOf(app, host.left.at);
    const isSettled = age >= AT_LEAST_MS && !await hasWork(app, job);
    if (!isSettled && (age < AT_MOST_MS || app.purgeGate.waitMs() > 0)) {
      // The longer something takes, the seldomer somebody looks.
      return {
        state: "waiting",
        dueAt: app.now() + Math.max(LOOKS_AGAIN_MS, Math.round(age / 60)),
      };
    }
  }
  if (await eraseSome(app, hostId)) return { state: "waiting", dueAt: app.now() };
  await giveUpNames(app.kv, hostId);
  await eraseJobs(app.kv, hostId, job.id);
  await eraseFoundByHash(app.kv, hostId);
  await eraseFamilies(app.kv, hostId, job.id);
  await forgetLostLinks(app.kv);
  await forgetLostAnswers(app.kv);
  return { state: "forgotten" };
};

/** How long ago the account was closed, ms; at least since the clock was set back, where that came after it. */
function ageOf(app: App, closedAt: number): number {
  const age = app.now() - closedAt;
  return age < 0 ? app.clock.agreedMs() : age;
}

/** Ends a few of the coming meetings and requests; whether there may be more. */
async function cancelSome(app: App, host: Host): Promise<boolean> {
  let ended = 0;
  for (const status of ["PENDING", "CONFIRMED"] as const) {
    const page = { limit: BATCH, from: app.now() + 1 };
    const coming = await listBookings(app.kv, host.id, status, page);
    for (const { id } of coming.bookings) if (await endOne(app, id, host)) ended++;
  }
  return ended > 0;
}

/** Whether a meeting that is past by the clock of the moment, and was therefore not cancelled, is still to come by one seen lately. */
async function mayBeComing(app: App, host: Host): Promise<boolean> {
  const earliest = app.clock.earliest();
  if (earliest > app.now() - AT_LEAST_MS) return false;
  const page = { limit: 1, from: earliest };
  for (const status of ["PENDING", "CONFIRMED"] as const) {
    if ((await listBookings(app.kv, host.id, status, page)).bookings.length > 0) return true;
  }
  return false;
}

async function endOne(app: App, bookingId: string, { id, left }: Host): Promise<boolean> {
  const by = { actor: "host" as const, hostId: id };
  const reason = left?.message ?? "";
  let outcome = await bookings.cancel(app, bookingId, { by, reason, revision: null });
  if (!outcome.ok && outcome.refusal.code === "expired") {
    outcome = await bookings.expire(app, bookingId);
  }
  if (!outcome.ok && outcome.refusal.code === "busy") {
    throw new Error("many change this booking just now");
  }
  return outcome.ok;
}

const waitedFor: JobWork["kind"][] = ["letter", "write-calendar", "tell-seats"];

/** Whether letters or entries in calendars are still under way; what is due later, such as a reminder, is not waited for. */
async function hasWork(app: App, { hostId }: Job): Promise<boolean> {
  for await (const { value: job } of eachUnfinished(app.kv, hostId, waitedFor)) {
    if (job.state === "running" || job.attempts > 0 || job.dueAt <= app.now()) return true;
  }
  return false;
}

/** Erases a few bookings and their links, the host first: whoever still works for them finds nobody. Whether there may be more. */
async function eraseSome(app: App, hostId: string): Promise<boolean> {
  await dropHost(app.kv, hostId);
  let erased = 0;
  for (const [key, bookingId] of await listIndexed(app.kv, hostId, BATCH)) {
    const booking = await getBooking(app.kv, bookingId);
    const links = booking ? await linkHashesOf(app, booking) : [];
    for (const slot of booking ? slotsOf(booking) : []) await eraseEntries(app.kv, slot);
    await eraseBooking(app.kv, key, bookingId, links);
    erased++;
  }
  return erased > 0;
}
