import type { App } from "../app.ts";
import { clearProgress, type Progress, setProgress } from "../store/progress.ts";

const EVERY_MS = 500;

/** Keeps in the store how far a long reading has come, for the page to show; gone when the reading is over. */
export function openProgress(app: App, hostId: string, calendar: string) {
  let told = 0, writing: Promise<void> | null = null;
  async function write(progress: Progress) {
    try {
      await setProgress(app.kv, hostId, calendar, progress);
    } catch (error) {
      app.log.fault("calendar-progress", error);
    }
    writing = null;
  }
  return {
    tell(done: number, of: number) {
      if (writing || performance.now() - told < EVERY_MS) return;
      told = performance.now();
      writing = write({ done, of, at: app.now() });
    },
    async [Symbol.asyncDispose]() {
      if (told === 0) return;
      await writing;
      await clearProgress(app.kv, hostId, calendar);
    },
  };
}
