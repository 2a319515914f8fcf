import { type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { GuardRefusal } from "../availability/change-under-guard.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { type CalendarState, unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { newId } from "../runtime/secrets.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import { bumpVersion, getGuard, type VersionedGuard } from "../kv/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import { calendarKey } from "../kv/calendar-keys.ts";

/** One commit under the host's guard; `change` edits the guard and the operation. Refuses "not-found" for a closed account. */
export function commitUnderGuard<T, Code extends RefusalCode>(
  app: App,
  hostId: string,
  change: (op: Deno.AtomicOperation, guard: VersionedGuard) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | GuardRefusal>> {
  const attempt = async () => {
    const was = await getGuard(app.kv, hostId);
    if (!await getOpenHost(app.kv, hostId)) return refused("not-found");
    const guard = { ...was };
    const op = newCommit(app.kv);
    const outcome = await change(op, guard);
    if (!outcome.ok) return outcome;
    return await commit(bumpVersion(op, was, guard.guard)) ? outcome : "lost";
  };
  return app.withLock([hostId], () => retryCommit<Outcome<T, Code | "not-found">>(attempt));
}

/** Sets the blocking calendars of a connection in the guard; new ones are not synced yet, so their time is not free. */
export function setBlockingCalendars(guard: VersionedGuard, connection: Connection): void {
  const calendars: Record<string, CalendarState> = {};
  for (const [key, state] of Object.entries(guard.guard.calendars)) {
    if (!key.startsWith(`${connection.id}:`)) calendars[key] = state;
  }
  for (const calendar of connection.calendars.filter(({ blocks }) => blocks)) {
    const key = calendarKey({ connectionId: connection.id, calendarId: calendar.id });
    calendars[key] = guard.guard.calendars[key] ??
      unreadCalendar(`never-synced-${newId()}`);
  }
  guard.guard = { ...guard.guard, calendars };
}

/** Marks every calendar as not synced: stale until the next sync. */
export function markAllStale(guard: VersionedGuard): void {
  const calendars = Object.fromEntries(
    Object.entries(guard.guard.calendars).map((
      [key, state],
    ) => [key, { ...state, syncedAt: null }]),
  );
  guard.guard = { ...guard.guard, calendars };
}
