import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { CalendarError } from "../calendars/calendar.ts";
import { type CalendarState, freshness } from "$lib/scheduling/calendar-state.ts";
import type { Job } from "../store/job.ts";
import { commit, newCommit, retryCommit } from "../store/commit.ts";
import { bumpVersion, getGuard } from "../store/guard.ts";
import { getHost } from "../store/hosts.ts";
import { newJob, writeJob } from "../store/jobs.ts";

const SYNC_COMMIT_ATTEMPTS = 20;

/** Whether a reading counts now: another was faster, or an entry of ours was changed while it read. */
export type CommitSyncResult = "committed" | "aborted" | "superseded";

/** Which busy time a reading began from. */
export interface SyncBase {
  generation: string;
  /** Null where a change of our own meanwhile does not matter. */
  ownWriteCount: number | null;
}

/** Keeps what was known and says since when it fails; writes to the host once the calendar counts as broken, once per outage. */
export async function commitSyncFailure(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  { generation }: CalendarState,
  problem: CalendarError,
): Promise<void> {
  const failed = (state: CalendarState) => withFailure(app, state, problem);
  await commitCalendarState(app, host, calendar, { generation, ownWriteCount: null }, failed);
}

/** A state that fails from now on, or goes on failing. */
export function withFailure(
  app: App,
  state: CalendarState,
  { kind, why, detail }: CalendarError,
): CalendarState {
  const now = app.now();
  // An outage that began in the future began before the clock was set back.
  const known = state.failure && state.failure.since <= now ? state.failure : null;
  return {
    ...state,
    failure: { isHostNotified: false, ...known, since: known?.since ?? now, kind, why, detail },
  };
}

/** What a calendar is read with beside its server; read with another zone or address, its cursor means nothing. */
export function syncContextOf({ zone, email }: Host): string {
  return `${zone} ${email ?? ""}`;
}

/** Gives a calendar its new state under the guard, if its busy time and its host are still those that it was read with. */
export function commitCalendarState(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  began: SyncBase,
  change: (state: CalendarState) => CalendarState | Promise<CalendarState>,
  more?: (op: Deno.AtomicOperation) => void,
): Promise<CommitSyncResult> {
  const attempt = async (): Promise<CommitSyncResult | "lost"> => {
    const was = await getGuard(app.kv, host.id);
    const state = was.guard.calendars[calendar.key];
    if (state?.generation !== began.generation) return "aborted";
    const now = await getHost(app.kv, host.id);
    if (!now || syncContextOf(now) !== syncContextOf(host)) return "aborted";
    const isOwn = began.ownWriteCount !== null &&
      state.ownWriteCount !== began.ownWriteCount;
    if (isOwn) return "superseded";
    const { alert, told } = outageEmailOnce(app, host, calendar, await change(state));
    const calendars = { ...was.guard.calendars, [calendar.key]: told };
    const op = bumpVersion(newCommit(app.kv), was, { ...was.guard, calendars });
    more?.(op);
    if (alert) writeJob(op, alert);
    if (!await commit(op)) return "lost";
    if (alert) app.wakeJobs();
    return "committed";
  };
  return app.withLock([host.id], async () => {
    const settled = await retryCommit(attempt, SYNC_COMMIT_ATTEMPTS);
    if (typeof settled === "string") return settled;
    throw new Error("the guard was never free");
  });
}

/** The email to a host whose calendar counts as broken, once per outage. */
function outageEmailOnce(
  app: App,
  { id: hostId }: Host,
  calendar: { key: string; id: string },
  state: CalendarState,
): { alert: Job | null; told: CalendarState } {
  const now = app.now();
  const isBroken = freshness(state, now, app.settings.syncIntervalMs) === "broken";
  if (!state.failure || !isBroken || state.failure.isHostNotified) {
    return { alert: null, told: state };
  }
  const { since } = state.failure;
  const connectionId = calendar.key.slice(0, calendar.key.indexOf(":"));
  const work = {
    kind: "send-calendar-alert" as const,
    hostId,
    connectionId,
    calendarId: calendar.id,
    since,
  };
  return {
    alert: newJob({ hostId, work, dueAt: now }, now),
    told: { ...state, failure: { ...state.failure, isHostNotified: true } },
  };
}
