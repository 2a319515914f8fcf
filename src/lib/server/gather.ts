import type { App } from "./app.ts";
import { openPoliteness } from "./calendars/politeness.ts";
import { openReader } from "./calendars/reader.ts";
import { threadAt } from "./calendars/thread.ts";
import { openClock } from "./clock.ts";
import { openAccount } from "./connections/grants.ts";
import type { Settings } from "./env.ts";
import { readerAddress } from "./handover.ts";
import { hostTime } from "./host-time.ts";
import { keepResults } from "./kept-results.ts";
import { openLedgerCheck } from "./ledger-check.ts";
import { openLimits } from "./limits.ts";
import { openLog } from "./log.ts";
import { domainOf } from "./mail/sender.ts";
import { openMail } from "./mail/send.ts";
import { openOutbound } from "./outbound.ts";
import { openPurgeGate } from "./purge-gate.ts";
import { openSealer } from "./sealing.ts";
import { newId } from "./secrets.ts";
import { openSecret } from "./session-secret.ts";
import { getLastSeen } from "./store/last-seen.ts";
import { openVersion } from "./store/version.ts";
import { watchBooking } from "./store/watch.ts";
import { openTurns } from "./turns.ts";
import { openWatching } from "./watching.ts";

/** Open pickers that are followed at once, in all and from one network; one more is shown, but stands still. */
const PICKERS = 5000;
const PICKERS_OF_CLIENT = 60;

const SEARCHES = 2_000;

/** Gathers everything outside from the settings; nothing runs yet. What is given stands in place of the usual. */
export async function gatherApp(
  settings: Settings,
  listening: string,
  given: Pick<App, "wake" | "stopping"> & Partial<App>,
): Promise<App> {
  const now = given.now ?? Date.now, elapsed = given.elapsed ?? (() => performance.now());
  const kv = given.kv ?? await Deno.openKv(settings.dbPath);
  const tooNew = await openVersion(kv);
  if (tooNew) throw new Error(tooNew);

  const clock = given.clock ?? openClock(now, elapsed, (await getLastSeen(kv))?.at);
  const log = openLog((line) => console.error(line), now);
  const app: App = {
    settings,
    baseUrl: settings.baseUrl ?? listening,
    kv,
    now,
    elapsed,
    clock,
    purgeGate: openPurgeGate(clock, log),
    sealer: given.sealer ??
      await openSealer(await openSecret(settings, kv), settings.sessionSecretOld),
    log,
    limits: openLimits(elapsed),
    fetch: openOutbound({ allow: settings.allowPrivateHosts }),
    reader: openReader(threadAt(readerAddress()), (why) => log.warn("reading-given-up", { why })),
    politeness: openPoliteness(elapsed),
    openCalendar: (connection, host) => openAccount(app, connection, host),
    sendMail: settings.smtp && openMail(settings.smtp, {
      domain: domainOf(settings.baseUrl ?? listening),
      stopping: given.stopping,
    }),
    watching: openWatching((id, signal, onChange) => watchBooking(kv, id, signal, onChange)),
    watchingTime: openWatching(hostTime(kv, now), PICKERS, PICKERS_OF_CLIENT),
    searches: keepResults(SEARCHES),
    inTurn: openTurns(),
    checkLedger: openLedgerCheck({ kv, now, log }),
    instance: newId(),
    ...given,
  };
  return app;
}
