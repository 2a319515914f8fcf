import { watchClock } from "./clock-watch.ts";
import { shortenKeys } from "./connections/shorten-keys.ts";
import type { Settings } from "./env.ts";
import { gatherApp } from "./gather.ts";
import type { Running } from "./handover.ts";
import { beginClearing } from "./jobs/clear-away.ts";
import { recall } from "./jobs/recall.ts";
import { openRunner, type Runner } from "./jobs/run.ts";
import { startSchedule } from "./jobs/schedule.ts";
import { doings } from "./jobs/work.ts";
import { fillWords } from "./store/search.ts";
import { releaseLeases } from "./store/due-jobs.ts";
import { checkLedgers } from "./ledger-check.ts";

const STOP_WITHIN_MS = 3_000;

/** Starts everything behind the pages: store, jobs, schedule. `listening` is the address that links fall back to. */
export async function startApp(settings: Settings, listening: string): Promise<Running> {
  const stopping = new AbortController();
  let runner: Runner | null = null;
  const app = await gatherApp(settings, listening, {
    wake: () => runner?.wake(),
    stopping: stopping.signal,
  });
  const { kv, now } = app;

  if (isFile(settings.dbPath)) await releaseLeases(kv, app.instance, now());
  await recall(app);
  runner = openRunner(app, doings);
  await beginClearing(app);
  await shortenKeys(app);
  startSchedule(app, runner);
  const clock = watchClock(app);
  await clock.look();
  runner.wake();
  const filling = fillWords(kv, stopping.signal).catch((error) => {
    app.log.fault("search-index", error);
  });
  const checking = checkLedgers(app).catch((error) => {
    app.log.fault("ledger-check", error);
  });

  return {
    app,
    async stop() {
      stopping.abort();
      await clock.stop();
      await filling;
      await checking;
      await runner?.stop(STOP_WITHIN_MS);
      await app.reader.close();
      kv.close();
    },
  };
}

/** A file has one program only, which may put back whatever an earlier run had claimed; a shared store has leases for that. */
function isFile(dbPath: string): boolean {
  return !/^https?:\/\//.test(dbPath);
}
