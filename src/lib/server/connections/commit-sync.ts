import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { CalendarError } from "../calendars/calendar.ts";
import { type CalendarState, freshness } from "$lib/scheduling/calendar-state.ts";
import type { Job } from "../store/job.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import { bumpVersion, getGuard, type VersionedGuard } from "../kv/guard.ts";
import { getHost } from "../store/hosts.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { getSyncLog, setSyncLog, withSync } from "../store/sync-log.ts";
import { listenersAmong, type NewWebhookEvent, writeEvent } from "../store/webhook-events.ts";
import { getConnection } from "../store/connections.ts";

const SYNC_COMMIT_ATTEMPTS = 20;

/** "aborted" when another sync was faster, "superseded" when we wrote an entry while the sync was running. */
export type CommitSyncResult = "committed" | "aborted" | "superseded";

/** The state that a sync started from. */
export interface SyncBase {
  generation: string;
  /** Null when own writes meanwhile do not matter. */
  ownWriteCount: number | null;
}

/** Records a failed sync; the busy time stays. A calendar that counts as broken is reported to the host, once per outage. */
export async function commitSyncFailure(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  { generation }: CalendarState,
  problem: CalendarError,
  tookMs: number,
): Promise<void> {
  const failed = (state: CalendarState) => withFailure(app, state, problem);
  const base = { generation, ownWriteCount: null };
  await commitCalendarState(app, host, calendar, base, failed, { tookMs, isFailed: true });
}

/** The state with this failure; an outage that is going on keeps its beginning. */
export function withFailure(
  app: App,
  state: CalendarState,
  { kind, reason, detail }: CalendarError,
): CalendarState {
  const now = app.now();
  // The beginning lies in the future when the clock was set back since.
  const ongoing = state.failure && state.failure.since <= now ? state.failure : null;
  return {
    ...state,
    failure: {
      isHostNotified: false,
      ...ongoing,
      since: ongoing?.since ?? now,
      kind,
      reason,
      detail,
    },
  };
}

/** The host's data that busy times depend on; after a change of it a calendar needs a full sync. */
export function syncContextOf({ zone, email }: Host): string {
  return `${zone} ${email ?? ""}`;
}

/** A sync as the log of its calendar counts it. */
export interface SyncMade {
  tookMs: number;
  isFailed: boolean;
}

/** Commits a calendar's new state with its log under the guard, unless its generation or its host's sync context changed since the sync began. */
export function commitCalendarState(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  base: SyncBase,
  change: (state: CalendarState) => CalendarState | Promise<CalendarState>,
  made: SyncMade,
  addToCommit?: (op: Deno.AtomicOperation) => void,
): Promise<CommitSyncResult> {
  const attempt = async (): Promise<CommitSyncResult | "lost"> => {
    const guard = await getGuard(app.kv, host.id);
    const state = guard.guard.calendars[calendar.key];
    if (state?.generation !== base.generation) return "aborted";
    const current = await getHost(app.kv, host.id);
    if (!current || syncContextOf(current) !== syncContextOf(host)) return "aborted";
    const hasOwnWrite = base.ownWriteCount !== null &&
      state.ownWriteCount !== base.ownWriteCount;
    if (hasOwnWrite) return "superseded";
    const { alert, notified } = outageEmailOnce(app, host, calendar, await change(state));
    const calendars = { ...guard.guard.calendars, [calendar.key]: notified };
    const op = bumpVersion(newCommit(app.kv), guard, { ...guard.guard, calendars });
    addToCommit?.(op);
    const log = await getSyncLog(app.kv, host.id, calendar.key);
    setSyncLog(op, host.id, calendar.key, withSync(log, { at: app.now(), ...made }));
    if (alert) writeJob(op, alert);
    const webhook = await calendarWebhook(app, guard, calendar, { was: state, is: notified });
    if (webhook) writeEvent(op, webhook);
    if (!await commit(op)) return "lost";
    if (alert || webhook) app.wakeJobs();
    return "committed";
  };
  return app.withLock([host.id], async () => {
    const result = await retryCommit(attempt, SYNC_COMMIT_ATTEMPTS);
    if (typeof result === "string") return result;
    throw new Error("the guard was never free");
  });
}

/** The email to a host whose calendar counts as broken, once per outage. */
function outageEmailOnce(
  app: App,
  { id: hostId }: Host,
  calendar: { key: string; id: string },
  state: CalendarState,
): { alert: Job | null; notified: CalendarState } {
  const now = app.now();
  const isBroken = freshness(state, now, app.settings.syncIntervalMs) === "broken";
  if (!state.failure || !isBroken || state.failure.isHostNotified) {
    return { alert: null, notified: state };
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
    notified: { ...state, failure: { ...state.failure, isHostNotified: true } },
  };
}

/**
 * The webhook event of a calendar that stopped working, once per outage and with the email to its host, or that works
 * again after that; null where nothing of it happened or nobody listens.
 */
async function calendarWebhook(
  { kv, now }: Pick<App, "kv" | "now">,
  guard: VersionedGuard,
  calendar: { key: string; id: string },
  { was, is }: { was: CalendarState; is: CalendarState },
): Promise<NewWebhookEvent | null> {
  const owners = listenersAmong([guard]);
  const wasBroken = was.failure?.isHostNotified === true;
  const isBroken = is.failure?.isHostNotified === true;
  if (owners.length === 0 || wasBroken === isBroken) return null;
  const connectionId = calendar.key.slice(0, calendar.key.indexOf(":"));
  const connection = await getConnection(kv, guard.hostId, connectionId);
  const at = now(), failure = is.failure ?? was.failure!;
  return {
    kind: isBroken ? "calendar.broken" : "calendar.restored",
    at,
    owners,
    onlyFor: null,
    isTest: false,
    facts: {
      about: "calendar",
      hostId: guard.hostId,
      connectionId,
      connection: connection?.label ?? "",
      calendarId: calendar.id,
      calendar: connection?.calendars.find(({ id }) => id === calendar.id)?.name ?? "",
      since: isBroken ? failure.since : at,
      reason: failure.reason,
    },
  };
}
