import { freshness, isFirstSync } from "$lib/scheduling/calendar-state.ts";
import type { WatchSource } from "../runtime/shared-watch.ts";
import { singleFlight } from "../availability/single-flight.ts";
import { watchAvailability } from "../availability/watch-availability.ts";
import { getGuard } from "../kv/guard.ts";
import { needsVersion } from "../store/needs-version.ts";
import type { Session } from "../store/sessions.ts";
import { countSynced } from "../store/sync-progress.ts";
import { type DashboardNotice, watchSession } from "../store/watch.ts";

/** How often calendars, emails and the session are looked at without any change of the host's time. */
const CHECK_EVERY_MS = 10_000;
/** How often while a calendar is read for the first time, which writes nothing until its end. */
const FIRST_SYNC_CHECK_MS = 1_000;

/** The name under which the dashboard of a session is watched. */
export function dashboardWatchName(hostId: string, sessionHash: string): string {
  return `${hostId}/${sessionHash}`;
}

/** One text for what the dashboard shows of a host at this instant (epoch ms), deadlines aside. */
export async function readDashboardVersion(
  kv: Deno.Kv,
  hostId: string,
  now: number,
  syncIntervalMs: number,
): Promise<{ version: string; isFirstSync: boolean }> {
  const { guard } = await getGuard(kv, hostId);
  const needs = await needsVersion(kv, hostId);
  const calendars = Object.values(guard.calendars).map((each) =>
    freshness(each, now, syncIntervalMs)
  );
  const synced = await countSynced(kv, hostId, now);
  const progress = synced === null ? [] : [`syncing-${synced}`];
  return {
    version: [guard.version, needs, ...calendars, ...progress].join("."),
    isFirstSync: Object.values(guard.calendars).some(isFirstSync),
  };
}

/** Watches what one session's dashboard shows; ends when the session does. */
export function watchDashboard(
  kv: Deno.Kv,
  now: () => number,
  syncIntervalMs: number,
  checkEveryMs = CHECK_EVERY_MS,
): WatchSource<DashboardNotice> {
  const followTime = watchAvailability(kv, now, () => Promise.resolve([]));
  return async (name, signal, onNotice) => {
    const [hostId = "", sessionHash = ""] = name.split("/");
    const ending = new AbortController();
    const both = AbortSignal.any([signal, ending.signal]);
    let session: Session | null = null;
    let passedAt = 0, last = "";

    const checking = singleFlight(async () => {
      if (session && session.expiresAt <= now()) ending.abort();
      const read = await readDashboardVersion(kv, hostId, now(), syncIntervalMs);
      const { version } = read;
      checkIn(read.isFirstSync ? Math.min(FIRST_SYNC_CHECK_MS, checkEveryMs) : checkEveryMs);
      const is = `${version} ${passedAt}`;
      if (both.aborted || is === last) return;
      last = is;
      onNotice({ version, passedAt });
    });
    const check = () => void checking.run().catch((error) => ending.abort(error));
    let timer: ReturnType<typeof setTimeout> | undefined;
    function checkIn(ms: number) {
      clearTimeout(timer);
      if (!both.aborted) timer = setTimeout(check, ms);
    }
    checkIn(checkEveryMs);
    try {
      await Promise.race([
        watchSession(kv, sessionHash, both, (found) => {
          session = found;
          if (!found || found.expiresAt <= now()) ending.abort();
        }),
        followTime(hostId, both, ({ freedAt }) => {
          passedAt = freedAt;
          check();
        }),
      ]);
    } finally {
      ending.abort();
      clearTimeout(timer);
    }
  };
}
