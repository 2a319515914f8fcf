import { MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { openRequestPacing } from "../calendars/request-pacing.ts";
import { openResponseParser } from "../calendars/parsing/response-parser.ts";
import { parserThreadAt } from "../calendars/parsing/spawn-thread.ts";
import { openClockMonitor, openPurgeGate } from "../runtime/clock.ts";
import { openAccount } from "../connections/access-tokens.ts";
import type { Settings } from "../runtime/settings.ts";
import { openLinkPictures } from "../pictures/link-picture/link-pictures.ts";
import { openPictureWriter } from "../pictures/picture-writer.ts";
import { backUpBeforeRise } from "../backups/backup-before-rise.ts";
import { openDailyBackup } from "../backups/daily-backup.ts";
import { backupThread, pictureCode, readerAddress, terminalZone } from "./runtime-globals.ts";
import { watchAvailability } from "../availability/watch-availability.ts";
import { watchDashboard } from "../views/watch-dashboard.ts";
import { countWanted } from "../analytics/count-wanted.ts";
import { openVersionedCache } from "../runtime/versioned-cache.ts";
import { openLedgerCheck } from "../availability/ledger-check.ts";
import { openPageMemory } from "../runtime/page-memory.ts";
import { openMeasures } from "../runtime/measures.ts";
import { openVisitors } from "../runtime/visitors.ts";
import { openWantedCounter } from "../runtime/wanted-counter.ts";
import { openVisitCounter } from "../runtime/visit-counter.ts";
import { openAdmission } from "../runtime/admission.ts";
import { openRequestsUnderWay } from "../runtime/requests-under-way.ts";
import { openRateLimiter } from "../runtime/rate-limits.ts";
import { openKeptValue } from "../runtime/kept-value.ts";
import { openLaneCalls } from "../runtime/lane-calls.ts";
import { openProcessLog } from "../runtime/log.ts";
import { domainOf } from "../email/email.ts";
import { openSmtp } from "../email/send.ts";
import { openOutbound } from "../outbound/index.ts";
import { openSealer } from "../auth/sealing.ts";
import { newId } from "../runtime/secrets.ts";
import { openSecret } from "../auth/session-secret.ts";
import { hostsOffering } from "../event-types/find-bookable-type.ts";
import { getEventType } from "../store/event-types.ts";
import { addWanted } from "../store/wanted-days.ts";
import { addVisits } from "../store/visit-days.ts";
import { getClockState } from "../kv/installation.ts";
import { checkStoreVersion, STORE_VERSION } from "../kv/store-version.ts";
import { openHostMemory } from "../store/host-memory.ts";
import { measureKv } from "../kv/measured-kv.ts";
import { openStore } from "../kv/open-store.ts";
import { watchBooking } from "../store/watch.ts";
import { openLocks } from "../runtime/locks.ts";
import { openSharedWatch } from "../runtime/shared-watch.ts";

/** Limits of open pickers that update automatically, in total and per network; further ones are static. */
const MAX_PICKERS = 5000;
const MAX_PICKERS_PER_NETWORK = 60;

/** How long the issuer's discovery document is kept. */
const ISSUER_KEPT_MS = 10 * MINUTE;

const MAX_SEARCHES = 2_000;
const MAX_NEARBY = 500;
/** Some kilobytes each. */
const MAX_MEMBER_STARTS = 2_000;
const MAX_STARTS = 200;

/** How long wanted times wait at the most for requests that are under way. */
const MOST_PATIENCE_MS = 200;

/** Creates the app and its dependencies from the settings without starting anything; `overrides` replace the defaults. */
export async function createApp(
  settings: Settings,
  listening: string,
  overrides: Pick<App, "wakeJobs" | "stopping"> & Partial<App>,
): Promise<App> {
  const now = overrides.now ?? Date.now, elapsed = overrides.elapsed ?? (() => performance.now());
  const measures = openMeasures(), requests = openRequestsUnderWay();
  const kv = overrides.kv ?? measureKv(await openStore(settings.dbPath), measures);
  // A store that is given is a copy, or of a test.
  const versionError = await checkStoreVersion(kv, STORE_VERSION, async (from) => {
    if (overrides.kv) return;
    await backUpBeforeRise(settings, kv, { from, to: STORE_VERSION }, backupThread());
  });
  if (versionError) throw new Error(versionError);

  const clock = overrides.clock ??
    openClockMonitor(now, elapsed, (await getClockState(kv))?.seenAt);
  const log = openProcessLog(terminalZone(), now);
  const app: App = {
    settings,
    baseUrl: settings.baseUrl ?? listening,
    kv,
    now,
    elapsed,
    clock,
    purgeGate: openPurgeGate(clock, log),
    sealer: overrides.sealer ??
      openSealer(await openSecret(settings, kv), settings.sessionSecretOld),
    log,
    dailyBackup: settings.backupDir === null
      ? null
      : openDailyBackup({ settings, kv, log, now }, settings.backupDir, backupThread()),
    limits: openRateLimiter(elapsed),
    requests,
    admission: openAdmission(requests, elapsed),
    measures,
    visits: openVisitCounter(
      now,
      (batch) => addVisits(kv, app.instance, batch),
      (error) => log.fault("visit-counts", error),
    ),
    wanted: openWantedCounter({
      explain: (wanted) => countWanted(app, wanted),
      write: ({ ownerId, ...tally }) => addWanted(kv, ownerId, tally),
      visitors: openVisitors(now),
      letPass: () => afterRequests(app),
      onError: (error) => log.fault("wanted-times", error),
    }),
    fetch: openOutbound({ allow: settings.allowPrivateHosts }),
    issuerDocument: openKeptValue(elapsed, ISSUER_KEPT_MS),
    responseParser: openResponseParser(
      parserThreadAt(readerAddress()),
      (reason) => log.warn("parsing-given-up", { reason }),
    ),
    rewritePicture: openPictureWriter(
      pictureCode(),
      (reason) => log.warn("picture-given-up", { reason }),
    ),
    linkPictures: openLinkPictures(
      pictureCode(),
      (reason) => log.warn("link-picture-given-up", { reason }),
    ),
    requestPacing: openRequestPacing(elapsed),
    openCalendar: (connection, host) => openAccount(app, connection, host),
    sendMail: settings.smtp && openSmtp(settings.smtp, {
      domain: domainOf(settings.baseUrl ?? listening),
      stopping: overrides.stopping,
    }),
    bookingWatch: openSharedWatch((id, signal, onChange) => watchBooking(kv, id, signal, onChange)),
    hostTimeWatch: openSharedWatch(
      watchAvailability(kv, now, async (teamId, typeId) => {
        const type = await getEventType(kv, teamId, typeId);
        return type ? (await hostsOffering(app, type)).map(({ id }) => id) : [];
      }),
      MAX_PICKERS,
      MAX_PICKERS_PER_NETWORK,
    ),
    dashboardWatch: openSharedWatch(watchDashboard(kv, now, settings.syncIntervalMs)),
    hostMemory: openHostMemory(settings.cacheBytes),
    nextFreeCache: openVersionedCache(MAX_SEARCHES),
    nearbyCache: openVersionedCache(MAX_NEARBY),
    pages: openPageMemory(settings.pageMemoryBytes),
    startsCache: openVersionedCache(settings.cacheBytes > 0 ? MAX_STARTS : 0),
    memberStartsCache: openVersionedCache(MAX_MEMBER_STARTS),
    laneCalls: openLaneCalls(),
    withLock: openLocks(),
    checkLedger: openLedgerCheck({ kv, now, log }),
    instance: newId(),
    ...overrides,
  };
  return app;
}

/** Waits until the answers that are being made are sent. */
async function afterRequests({ requests }: Pick<App, "requests">): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await requests.letPass(MOST_PATIENCE_MS);
}
