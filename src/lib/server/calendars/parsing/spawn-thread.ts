import { Worker } from "node:worker_threads";
import type { SpawnThread } from "./response-parser.ts";
import type { ThreadMessage } from "./thread-messages.ts";

/** Below 128 MB together with the text of a task. */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 16 };

/** Starts parser threads from the URL of their code; a thread does not keep the process alive. */
export function parserThreadAt(address: URL): SpawnThread {
  return (receive, onExit) => {
    const worker = new Worker(address, { resourceLimits });
    worker.on("message", (message: ThreadMessage) => receive(message));
    worker.on("error", (error: unknown) => onExit(String(error)));
    worker.unref();
    return {
      post: (message, transferred) => worker.postMessage(message, transferred),
      async end() {
        await worker.terminate();
      },
    };
  };
}
