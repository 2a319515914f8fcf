import { Worker } from "node:worker_threads";
import type { PictureTask } from "./picture-thread.ts";

/** Where the code of the thread is, its codecs, and what link pictures are drawn with; folders with a trailing slash. */
export interface PictureCode {
  thread: URL;
  codecs: URL;
  drawing: URL;
}

/** Of the thread's own objects; the codecs have at most what the largest picture takes, which its header has said. */
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 };

/** Runs a task on a thread of its own, which ends with it or after `timeoutMs`; null where nothing came of it. */
export function onThread<Result>(
  thread: URL,
  task: PictureTask,
  onGivenUp: (reason: string) => void,
  timeoutMs: number,
): Promise<Result | null> {
  const worker = new Worker(thread, { resourceLimits });
  worker.unref();
  return new Promise<Result | null>((resolve) => {
    const end = (result: Result | null) => {
      clearTimeout(timer);
      // First, because ending a thread is told as its exit.
      resolve(result);
      void worker.terminate();
    };
    const giveUp = (reason: string) => {
      onGivenUp(reason);
      end(null);
    };
    const timer = setTimeout(() => giveUp("it took too long"), timeoutMs);
    worker.on("message", end);
    worker.on("error", (error) => giveUp(String(error)));
    worker.on("exit", () => end(null));
    worker.postMessage(task);
  });
}
