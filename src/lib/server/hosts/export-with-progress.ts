import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { newId } from "../runtime/secrets.ts";
import {
  countAllBookings,
  type ExportProgress,
  startExportProgress,
  updateExportProgress,
} from "../store/export-progress.ts";
import { exportAccount } from "./export.ts";

const REPORT_INTERVAL_MS = 500;

/** `exportAccount`, which stores how far it is for the page; one that nobody reads to its end is stopped. */
export async function* exportWithProgress(app: App, host: Host): AsyncGenerator<string, void> {
  const progress: ExportProgress = {
    id: newId(),
    state: "running",
    done: 0,
    total: await countAllBookings(app.kv, host.id),
    updatedAt: app.now(),
  };
  await startExportProgress(app.kv, host.id, progress);
  let reportedAt = performance.now();
  const report = async (state: ExportProgress["state"]) => {
    reportedAt = performance.now();
    Object.assign(progress, { state, updatedAt: app.now() });
    await updateExportProgress(app.kv, host.id, progress)
      // What the page says of it is no reason to end it.
      .catch((error) => app.log.fault("export-progress", error));
  };
  let end: ExportProgress["state"] = "stopped";
  try {
    for await (const chunk of exportAccount(app, host, () => void progress.done++)) {
      yield chunk;
      if (performance.now() - reportedAt >= REPORT_INTERVAL_MS) await report("running");
    }
    end = "done";
  } catch (error) {
    end = "failed";
    throw error;
  } finally {
    await report(end);
  }
}
