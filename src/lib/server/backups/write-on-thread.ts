import { Worker } from "node:worker_threads";
import type { BackupTask } from "./backup-thread.ts";

/** Writes a backup on a thread of its own, whose code is at `thread`; rejects where it is not whole. */
export function writeOnThread(thread: URL, task: BackupTask): Promise<void> {
  const worker = new Worker(thread);
  return new Promise<void>((resolve, reject) => {
    worker.on("message", (error: Error | null) => error ? reject(error) : resolve());
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("the thread of the backup has ended")));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
