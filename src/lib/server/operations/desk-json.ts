import type { App } from "../app.ts";
import { iso, isoOrNull } from "../views/host-booking-json.ts";
import { jobErrorText } from "../jobs/job-error.ts";
import type { Job } from "../store/job.ts";
import { type Desk, type Need, needsOf } from "./read-desk.ts";
import { canDrop, canRun, workGroupOf, workStateOf } from "./work.ts";

/** Work as the API shows it to its host. */
export function workJson(job: Job, now: number) {
  const { id, work, attempts, createdAt, dueAt, lastError, state } = job;
  return {
    id,
    kind: work.kind === "send-email" ? work.emailKind : work.kind,
    group: workGroupOf(work)!,
    state: workStateOf(job, now) ?? "over" as const,
    bookingId: "bookingId" in work ? work.bookingId : null,
    connectionId: "connectionId" in work ? work.connectionId : null,
    attempts,
    createdAt: iso(createdAt),
    nextTry: state === "waiting" ? iso(dueAt) : null,
    error: jobErrorText(lastError, "en"),
    canRun: canRun(job, now),
    canDrop: canDrop(job),
  };
}

/** How everything of a host is doing, as the API answers it. */
export function deskJson(app: App, desk: Desk) {
  return {
    needs: needsOf(desk, app.sendMail !== null).map(needJson),
    work: desk.counts,
    calendars: desk.calendars.map((each) => ({
      connectionId: each.connectionId,
      name: each.label,
      provider: each.provider,
      status: each.status,
      calendars: each.calendars,
      syncedAt: isoOrNull(each.syncedAt),
      events: each.events,
      latencyMs: each.tookMs,
      reads: each.reads,
      problem: each.failure && { reason: each.failure.reason, since: iso(each.failure.since) },
    })),
    webhooks: desk.webhooks.map(({ subscription, team, tries, retrying, stopped, nextTry }) => ({
      id: subscription.id,
      teamId: team?.id ?? null,
      url: subscription.url,
      active: subscription.active,
      failingSince: isoOrNull(subscription.failingSince),
      tries,
      retrying,
      stopped,
      nextTry: isoOrNull(nextTry),
    })),
    deadlines: desk.deadlines.map((each) => ({ ...each, at: iso(each.at) })),
    lastDay: desk.lastDay,
  };
}

function needJson(need: Need) {
  switch (need.about) {
    case "work":
      return { about: need.about, id: need.group };
    case "calendar":
      return { about: need.about, id: need.calendar.connectionId };
    case "webhook":
      return { about: need.about, id: need.webhook.subscription.id };
  }
}
