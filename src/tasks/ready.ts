/** `ready`: exits with 0 when the program over this data folder can take requests, else with 1; for health checks. */
import { readHolder } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

/** A health check that waits longer says no. */
const PATIENCE_MS = 4_000;

const settings = settingsOrExit();
await runTask(settings, async () => {
  const address = readHolder(settings.dataDir)?.address;
  if (!address) throw new OperatorError("No program runs on this data folder.");
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const status = await fetch(`${address}/ready`, { signal }).then(
    async (response) => (await response.body?.cancel(), response.status),
    (error) => error instanceof Error ? error.message : String(error),
  );
  if (status !== 200) throw new OperatorError(`${address} is not ready: ${status}`);
});
