import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { listJobsSince } from "../store/jobs.ts";
import type { CalendarHealth } from "./calendar-health.ts";
import type { WebhookHealth } from "./webhook-health.ts";

/** What was done for a host in the last 24 hours. */
export interface LastDay {
  confirmations: number;
  reminders: number;
  otherEmails: number;
  /** Entries written to their calendars, changed or deleted there. */
  entries: number;
  /** Calendars that block time, and how often they were read. */
  calendars: number;
  reads: number;
  deliveries: number;
  /** False where there was more than is read. */
  isComplete: boolean;
}

/** Jobs that are looked through, and how long before the last day they may have been created. */
const MOST_READ = 2_000, OLDER_MS = 3 * DAY;

/** Counts what was done, from the jobs of those days and from what is known of calendars and webhooks. */
export async function readLastDay(
  app: App,
  hostId: string,
  { calendars, webhooks }: {
    calendars: readonly CalendarHealth[];
    webhooks: readonly WebhookHealth[];
  },
): Promise<LastDay> {
  const now = app.now(), since = now - DAY;
  const jobs = await listJobsSince(app.kv, hostId, {
    since: since - OLDER_MS,
    now,
    limit: MOST_READ,
  });
  const day: LastDay = {
    confirmations: 0,
    reminders: 0,
    otherEmails: 0,
    entries: 0,
    calendars: calendars.reduce((all, each) => all + each.calendars, 0),
    reads: calendars.reduce((all, { reads }) => all + reads.done, 0),
    deliveries: webhooks.reduce((all, { tries }) => all + tries.done, 0),
    isComplete: jobs.length < MOST_READ,
  };
  for (const { state, doneAt, work } of jobs) {
    if (state !== "done" || doneAt === null || doneAt < since) continue;
    if (work.kind === "write-calendar") day.entries++;
    else if (work.kind === "send-agenda-email") day.otherEmails++;
    else if (work.kind === "send-email") day[emailsIn(work.emailKind)]++;
  }
  return day;
}

function emailsIn(emailKind: string): "confirmations" | "reminders" | "otherEmails" {
  if (emailKind === "guest-confirmed" || emailKind === "host-confirmed") return "confirmations";
  return emailKind === "reminder" ? "reminders" : "otherEmails";
}
