import type { App } from "../app.ts";
import { calendarStatusOf } from "../connections/calendar-view.ts";
import { listConnections } from "../store/connections.ts";
import { getGuard } from "../store/guard.ts";
import type { Job } from "../store/job.ts";
import { listProblemJobs } from "../store/jobs.ts";
import { listOwnSubscriptions } from "../webhooks/managed-subscriptions.ts";
import {
  type CalendarHealth,
  isToLookAt,
  needsLook,
  readCalendarHealth,
} from "./calendar-health.ts";
import { type Deadline, readDeadlines } from "./deadlines.ts";
import { type LastDay, readLastDay } from "./last-day.ts";
import { listDueWork, listProblems, MOST_PROBLEMS } from "./list-work.ts";
import { hasProblem, readWebhookHealth, type WebhookHealth } from "./webhook-health.ts";
import { type WorkGroup, workGroupOf, workGroups, type WorkState, workStateOf } from "./work.ts";

/** How everything of a host is doing. */
export interface Desk {
  /** Failed, unsent and to be tried again; up to 500. */
  problems: Job[];
  areProblemsComplete: boolean;
  /** Open work by group and state; what is scheduled for later is not counted. */
  counts: Record<WorkGroup, Record<CountedState, number>>;
  calendars: CalendarHealth[];
  webhooks: WebhookHealth[];
  deadlines: Deadline[];
  lastDay: LastDay;
}

export type CountedState = Exclude<WorkState, "scheduled">;

/** Reads how everything of a host is doing. */
export async function readDesk(app: App, hostId: string): Promise<Desk> {
  const [problems, due, calendars, webhooks, deadlines] = await Promise.all([
    listProblems(app, hostId),
    listDueWork(app, hostId),
    readCalendarHealth(app, hostId),
    readWebhookHealth(app, hostId),
    readDeadlines(app, hostId),
  ]);
  return {
    problems,
    areProblemsComplete: problems.length < MOST_PROBLEMS,
    counts: countWork([...problems, ...due], app.now()),
    calendars,
    webhooks,
    deadlines,
    lastDay: await readLastDay(app, hostId, { calendars, webhooks }),
  };
}

function countWork(jobs: readonly Job[], now: number): Desk["counts"] {
  const counts = Object.fromEntries(
    workGroups.map((group) => [
      group,
      { failed: 0, unsent: 0, retrying: 0, running: 0, due: 0 },
    ]),
  ) as Desk["counts"];
  const unique = new Map(jobs.map((job) => [job.id, job]));
  for (const job of unique.values()) {
    const group = workGroupOf(job.work), state = workStateOf(job, now);
    if (group && state && state !== "scheduled") counts[group][state]++;
  }
  return counts;
}

/** Something that its host should see to. */
export type Need =
  | { about: "work"; group: WorkGroup; jobs: Job[] }
  | { about: "calendar"; calendar: CalendarHealth }
  | { about: "webhook"; webhook: WebhookHealth };

/** What needs the host now, calendars first: while one is not read, nobody knows when they are busy. */
export function needsOf(
  { problems, calendars, webhooks }: Pick<Desk, "problems" | "calendars" | "webhooks">,
  hasMail: boolean,
): Need[] {
  const urgent = problems.filter((job) => isUrgent(job, hasMail));
  return [
    ...calendars.filter(needsLook).map((calendar): Need => ({ about: "calendar", calendar })),
    ...workGroups.flatMap((group): Need[] => {
      const jobs = urgent.filter(({ work }) => workGroupOf(work) === group);
      return jobs.length > 0 ? [{ about: "work", group, jobs }] : [];
    }),
    ...webhooks.filter(hasProblem).map((webhook): Need => ({ about: "webhook", webhook })),
  ];
}

/** Without a mail server every email is unsent, which its host is told elsewhere and cannot mend here. */
function isUrgent({ state }: Job, hasMail: boolean): boolean {
  return state !== "unsent" || hasMail;
}

/** Work with a problem that is counted at most. */
const MOST_COUNTED = 100;

/**
 * How many things need the host, for every page of the dashboard: it reads less than the desk, and does not count a
 * webhook that works again and has deliveries that stopped.
 */
export async function countNeeds(app: App, hostId: string): Promise<number> {
  const { kv } = app, hasMail = app.sendMail !== null;
  const problems = (await listProblemJobs(kv, hostId, MOST_COUNTED))
    .filter((job) => workGroupOf(job.work) !== null && isUrgent(job, hasMail));
  const groups = new Set(problems.map(({ work }) => workGroupOf(work)));
  const { guard } = await getGuard(kv, hostId);
  const accounts = (await listConnections(kv, hostId)).filter(({ id, lostEntries }) =>
    Object.entries(guard.calendars).some(([key, state]) =>
      key.startsWith(`${id}:`) && isToLookAt(calendarStatusOf(app, state))
    ) || lostEntries !== null
  );
  const webhooks = (await listOwnSubscriptions(app, hostId)).filter(({ subscription }) =>
    subscription.disabled !== null || (subscription.active && subscription.failingSince !== null)
  );
  return groups.size + accounts.length + webhooks.length;
}
