import type { App } from "../app.ts";
import { deleteSyncProgress, setSyncProgress, type SyncProgress } from "../store/sync-progress.ts";

const REPORT_INTERVAL_MS = 500;

/** Keeps in the store how far a long reading has come, for the page to show; gone when the reading is over. */
export function reportSyncProgress(app: App, hostId: string, calendar: string) {
  let told = 0, writing: Promise<void> | null = null;
  async function write(progress: SyncProgress) {
    try {
      await setSyncProgress(app.kv, hostId, calendar, progress);
    } catch (error) {
      app.log.fault("calendar-sync-progress", error);
    }
    writing = null;
  }
  return {
    tell(done: number, of: number) {
      if (writing || performance.now() - told < REPORT_INTERVAL_MS) return;
      told = performance.now();
      writing = write({ done, total: of, updatedAt: app.now() });
    },
    async [Symbol.asyncDispose]() {
      if (told === 0) return;
      await writing;
      await deleteSyncProgress(app.kv, hostId, calendar);
    },
  };
}
