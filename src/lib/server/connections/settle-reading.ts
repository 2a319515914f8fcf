import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { CalendarProblem, type CalendarState, freshness } from "../calendars/calendar.ts";
import type { Job } from "../jobs/job.ts";
import { commit, newCommit } from "../store/commit.ts";
import { getGuard, turnGuard } from "../store/guard.ts";
import { getHost } from "../store/hosts.ts";
import { newJob, writeJob } from "../store/jobs.ts";

const TRIES = 20;

/** Whether a reading counts now: another was faster, or an entry of ours was changed while it read. */
export type Settled = "settled" | "given-up" | "overtaken";

/** Which busy time a reading began from. */
export interface BeganFrom {
  generation: string;
  /** Null where a change of our own meanwhile does not matter. */
  ownChanges: number | null;
}

/** Keeps what was known and says since when it fails; writes to the host once the calendar counts as broken, once per outage. */
export async function settleFailure(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  { generation }: CalendarState,
  problem: CalendarProblem,
): Promise<void> {
  const failed = (state: CalendarState) => failing(app, state, problem);
  await settle(app, host, calendar, { generation, ownChanges: null }, failed);
}

/** A state that fails from now on, or goes on failing. */
export function failing(
  app: App,
  state: CalendarState,
  { kind, why, detail }: CalendarProblem,
): CalendarState {
  const now = app.now();
  // An outage that began in the future began before the clock was set back.
  const known = state.failing && state.failing.since <= now ? state.failing : null;
  return { ...state, failing: { ...known, since: known?.since ?? now, kind, why, detail } };
}

/** What a calendar is read with beside its server; read with another zone or address, its cursor means nothing. */
export function readAsOf({ zone, email }: Host): string {
  return `${zone} ${email ?? ""}`;
}

/** Gives a calendar its new state under the guard, if its busy time and its host are still those that it was read with. */
export function settle(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  began: BeganFrom,
  change: (state: CalendarState) => CalendarState | Promise<CalendarState>,
  more?: (op: Deno.AtomicOperation) => void,
): Promise<Settled> {
  return app.inTurn([host.id], async () => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await getGuard(app.kv, host.id);
      const state = was.guard.calendars[calendar.key];
      if (state?.generation !== began.generation) return "given-up";
      const now = await getHost(app.kv, host.id);
      if (!now || readAsOf(now) !== readAsOf(host)) return "given-up";
      const isOwn = began.ownChanges !== null && (state.ownChanges ?? 0) !== began.ownChanges;
      if (isOwn) return "overtaken";
      const { letter, told } = tellOnce(app, host, calendar, await change(state));
      const calendars = { ...was.guard.calendars, [calendar.key]: told };
      const op = turnGuard(newCommit(app.kv), was, { ...was.guard, calendars });
      more?.(op);
      if (letter) writeJob(op, letter);
      if (!await commit(op)) continue;
      if (letter) app.wake();
      return "settled";
    }
    throw new Error("the guard was never free");
  });
}

/** The letter to a host whose calendar counts as broken, once per outage. */
function tellOnce(
  app: App,
  { id: hostId }: Host,
  calendar: { key: string; id: string },
  state: CalendarState,
): { letter: Job | null; told: CalendarState } {
  const now = app.now();
  const isBroken = freshness(state, now, app.settings.syncIntervalMs) === "broken";
  if (!state.failing || !isBroken || state.failing.told) return { letter: null, told: state };
  const { since } = state.failing;
  const connectionId = calendar.key.slice(0, calendar.key.indexOf(":"));
  const work = {
    kind: "calendar-letter" as const,
    hostId,
    connectionId,
    calendarId: calendar.id,
    since,
  };
  return {
    letter: newJob({ hostId, work, dueAt: now }, now),
    told: { ...state, failing: { ...state.failing, told: true } },
  };
}
