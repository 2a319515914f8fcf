import { Worker } from "node:worker_threads";
import type { SpawnThread, ThreadMessage } from "./response-parser.ts";

/** Together below 128 MB, with the text that is handed over. */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 16 };

/** Begins reading threads at the address of their code; a thread keeps no program alive. */
export function parserThreadAt(address: URL): SpawnThread {
  return (said, ended) => {
    const worker = new Worker(address, { resourceLimits });
    worker.on("message", (message: ThreadMessage) => said(message));
    worker.on("error", (error: unknown) => ended(String(error)));
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      async end() {
        await worker.terminate();
      },
    };
  };
}
