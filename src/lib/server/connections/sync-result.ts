import type { App } from "../app.ts";
import { getGuard } from "../store/guard.ts";

/** What became of a reading that a host waited for; `why` is a key of `words/en/calendars.ts`. */
export type SyncResult = { is: "synced" } | { is: "syncing" } | { is: "failed"; why: string };

/** Whether all chosen calendars of a connection have been read since an instant: a page says so of nothing else. */
export async function syncResultSince(
  app: App,
  hostId: string,
  connectionId: string,
  since: number,
): Promise<SyncResult> {
  const { guard } = await getGuard(app.kv, hostId);
  const states = Object.entries(guard.calendars)
    .filter(([key]) => key.startsWith(`${connectionId}:`)).map(([, state]) => state);
  const [failing] = states.flatMap(({ failure }) => failure ?? []);
  if (failing) return { is: "failed", why: failing.why };
  const isRead = states.every(({ syncedAt }) => syncedAt !== null && syncedAt >= since);
  return { is: isRead ? "synced" : "syncing" };
}
