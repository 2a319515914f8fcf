import type { Scope } from "$lib/scheduling/api-key.ts";
import type { Job, JobWork } from "../store/job.ts";
import { problemOf } from "../store/jobs.ts";

/** What a host's work is about. */
export const workGroups = ["emails", "entries", "bookings", "calendars", "account"] as const;
export type WorkGroup = typeof workGroups[number];

export const workStates = ["failed", "unsent", "retrying", "running", "due", "scheduled"] as const;
/** Where a piece of work stands; due is waiting for its turn, scheduled for its time. */
export type WorkState = typeof workStates[number];

type Kind = JobWork["kind"];

/**
 * The group of each kind of job. Null is not shown to hosts: sign-in emails (AUTH-11), work of the installation, and the
 * lanes of webhooks, whose deliveries are shown in their place.
 */
const groups: Record<Kind, WorkGroup | null> = {
  "send-email": "emails",
  "send-agenda-email": "emails",
  "send-calendar-alert": "emails",
  "send-webhook-alert": "emails",
  "send-departure": "emails",
  "send-key-alert": "emails",
  "send-team-invitation": "emails",
  "write-calendar": "entries",
  "expire": "bookings",
  "notify-seats": "bookings",
  "schedule-reminders": "bookings",
  "schedule-agenda-email": "bookings",
  "send-unsent": "bookings",
  "fan-out-event": "bookings",
  "sync": "calendars",
  "erase-account": "account",
  "erase-test-booking": "account",
  "leave-team": "account",
  "close-team": "account",
  "empty-webhooks": "account",
  "deliver-webhooks": null,
  "send-sign-in-email": null,
  "purge": null,
  "count-bookings": null,
};

/** The kinds of jobs that hosts see as their work. */
export const workKinds = (Object.keys(groups) as Kind[]).filter((kind) => groups[kind] !== null);

/** What a job is about; null for one that no host sees. */
export function workGroupOf({ kind }: JobWork): WorkGroup | null {
  return groups[kind];
}

/** Where an open job stands; null for one that is done or superseded. */
export function workStateOf(job: Job, now: number): WorkState | null {
  const problem = problemOf(job);
  if (job.state === "done" || job.state === "superseded") return null;
  if (job.state === "running") return "running";
  return problem ?? (job.dueAt <= now ? "due" : "scheduled");
}

/** Whether it may be run now: what waits for its own time is not. */
export function canRun(job: Job, now: number): boolean {
  const state = workStateOf(job, now);
  return state === "failed" || state === "unsent" || state === "retrying" || state === "due";
}

/** Whether its host may give it up: an email or a calendar entry with a problem, never what keeps time or a deadline. */
export function canDrop(job: Job): boolean {
  const group = workGroupOf(job.work);
  return problemOf(job) !== null && job.state !== "running" &&
    (group === "emails" || group === "entries");
}

/** What a key must be allowed to do so that it may run or drop this work. */
export function scopeOfWork(work: JobWork): Scope {
  return workGroupOf(work) === "entries" || workGroupOf(work) === "calendars"
    ? "connections"
    : "bookings";
}
