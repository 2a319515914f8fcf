import type { App } from "./app.ts";
import { openCalendar } from "./calendars/open.ts";
import { steadyClock } from "./clock.ts";
import type { Settings } from "./env.ts";
import type { Running } from "./handover.ts";
import { openRunner, type Runner } from "./jobs/run.ts";
import { startSchedule } from "./jobs/schedule.ts";
import { doings } from "./jobs/work.ts";
import { openLimits } from "./limits.ts";
import { openLog } from "./log.ts";
import { domainOf } from "./mail/sender.ts";
import { openMail } from "./mail/send.ts";
import { openOutbound } from "./outbound.ts";
import { openSealer } from "./sealing.ts";
import { keepSecret } from "./secret-file.ts";
import { newId } from "./secrets.ts";
import { releaseLeases } from "./store/jobs.ts";
import { openVersion } from "./store/version.ts";
import { watchBooking } from "./store/watch.ts";
import { openTurns } from "./turns.ts";
import { openWatching } from "./watching.ts";

const STOP_WITHIN_MS = 3_000;

/** Starts everything behind the pages: store, jobs, schedule. `listening` is the address that links fall back to. */
export async function startApp(settings: Settings, listening: string): Promise<Running> {
  const now = steadyClock();
  const log = openLog((line) => console.error(line), now);
  const kv = await Deno.openKv(settings.dbPath);
  const tooNew = await openVersion(kv);
  if (tooNew) throw new Error(tooNew);

  const stopping = new AbortController();
  let runner: Runner | null = null;
  const app: App = {
    settings,
    baseUrl: settings.baseUrl ?? listening,
    kv,
    now,
    sealer: await openSealer(keepSecret(settings), settings.sessionSecretOld),
    log,
    limits: openLimits(now),
    fetch: openOutbound({ allow: settings.allowPrivateHosts }),
    openCalendar: (connection, host) => openCalendar(app, connection, host),
    sendMail: settings.smtp && openMail(settings.smtp, {
      domain: domainOf(settings.baseUrl ?? listening),
      stopping: stopping.signal,
    }),
    watching: openWatching((id, signal, onChange) => watchBooking(kv, id, signal, onChange)),
    wake: () => runner?.wake(),
    inTurn: openTurns(),
    instance: newId(),
    stopping: stopping.signal,
  };

  if (isFile(settings.dbPath)) await releaseLeases(kv, app.instance, now());
  runner = openRunner(app, doings);
  startSchedule(app, runner);
  runner.wake();

  return {
    app,
    async stop() {
      stopping.abort();
      await runner?.stop(STOP_WITHIN_MS);
      kv.close();
    },
  };
}

/** A file has one program only, which may put back whatever an earlier run had claimed; a shared store has leases for that. */
function isFile(dbPath: string): boolean {
  return !/^https?:\/\//.test(dbPath);
}
