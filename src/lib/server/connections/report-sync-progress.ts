import type { App } from "../app.ts";
import { deleteSyncProgress, setSyncProgress, type SyncProgress } from "../store/sync-progress.ts";

const REPORT_INTERVAL_MS = 500;

/** Stores the progress of a long sync for the page to show; deleted when it is disposed of. */
export function reportSyncProgress(app: App, hostId: string, calendar: string) {
  let reportedAt = 0, writing: Promise<void> | null = null;
  async function write(progress: SyncProgress) {
    try {
      await setSyncProgress(app.kv, hostId, calendar, progress);
    } catch (error) {
      app.log.fault("calendar-sync-progress", error);
    }
    writing = null;
  }
  return {
    report(done: number, of: number | null) {
      if (writing || performance.now() - reportedAt < REPORT_INTERVAL_MS) return;
      reportedAt = performance.now();
      writing = write({ done, total: of, updatedAt: app.now() });
    },
    async [Symbol.asyncDispose]() {
      if (reportedAt === 0) return;
      await writing;
      await deleteSyncProgress(app.kv, hostId, calendar);
    },
  };
}
