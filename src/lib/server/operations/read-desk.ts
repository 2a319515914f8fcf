import type { App } from "../app.ts";
import type { Job } from "../store/job.ts";
import { type CalendarHealth, needsLook, readCalendarHealth } from "./calendar-health.ts";
import { type Deadline, readDeadlines } from "./deadlines.ts";
import { type LastDay, readLastDay } from "./last-day.ts";
import { listDueWork, listProblems, MOST_PROBLEMS } from "./list-work.ts";
import {
  countWebhookProblems,
  hasProblem,
  readWebhookHealth,
  type WebhookHealth,
} from "./webhook-health.ts";
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

/** How many things need the host, for every page of the dashboard: what `needsOf` lists, with less to read. */
export async function countNeeds(app: App, hostId: string): Promise<number> {
  const [problems, calendars, webhooks] = await Promise.all([
    listProblems(app, hostId),
    readCalendarHealth(app, hostId),
    countWebhookProblems(app, hostId),
  ]);
  const others = needsOf({ problems, calendars, webhooks: [] }, app.sendMail !== null);
  return others.length + webhooks;
}
