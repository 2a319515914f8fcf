import { DAY } from "$lib/scheduling/durations.ts";
import { type Host, newHostDefaults } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { openRequestPacing } from "$lib/server/calendars/request-pacing.ts";
import { inlineParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { openVersionedCache } from "$lib/server/runtime/versioned-cache.ts";
import { openLedgerCheck } from "$lib/server/availability/ledger-check.ts";
import { openLinkPictures } from "$lib/server/pictures/link-picture/link-pictures.ts";
import { openPictureWriter } from "$lib/server/pictures/picture-writer.ts";
import { pictureCode } from "$lib/server/startup/runtime-globals.ts";
import { openClockMonitor } from "$lib/server/runtime/clock.ts";
import { openKeptValue } from "$lib/server/runtime/kept-value.ts";
import { openLaneCalls } from "$lib/server/runtime/lane-calls.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { openPageMemory } from "$lib/server/runtime/page-memory.ts";
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { openAdmission } from "$lib/server/runtime/admission.ts";
import { openRequestsUnderWay } from "$lib/server/runtime/requests-under-way.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { closeAfterTest } from "./after-test.ts";

/** Sunday, 1 November 2026, 12:00 UTC: what the clock of a test shows at first. */
export const noon = Date.UTC(2026, 10, 1, 12);

/** A session secret that everybody may know. */
export const testSecret = "5e".repeat(32);
const testSealer = openSealer(testSecret, null);

export interface TestApp extends App {
  /** Moves the clock. */
  at(instant: number): void;
  /** What was logged, one object a line. */
  logged: Record<string, unknown>[];
  [Symbol.dispose](): void;
}

/**
 * An App over a KV in memory, with a clock that stands and is trusted; whatever a test does not give and the code asks for
 * throws. A KV of its own is closed after the test.
 */
export async function testApp(given: Partial<App> = {}): Promise<TestApp> {
  const kv = given.kv ?? await Deno.openKv(":memory:");
  const logged: Record<string, unknown>[] = [];
  let clock = noon;
  const unasked = (what: string) => () => {
    throw new Error(`this test gave no ${what}`);
  };
  const now = given.now ?? (() => clock);
  // As the monotonic clock of a program, which counts parts of a millisecond: here others once the clock was moved.
  const elapsed = given.elapsed ??
    (given.now ? () => performance.now() : () => clock + (clock === noon ? 0.9 : 0.3));
  const requests = given.requests ?? openRequestsUnderWay();
  const log = openLog((line) => logged.push(JSON.parse(line)), () => clock);
  const app: App = {
    settings: {
      baseUrl: null,
      sessionSecret: null,
      sessionSecretOld: null,
      oidc: null,
      github: null,
      signup: "invited",
      smtp: null,
      legal: { privacy: null, imprint: null },
      metricsToken: null,
      dataDir: "./data",
      dbPath: "./data/invito.kv",
      backupDir: null,
      backupKeep: 7,
      listen: { hostname: "", port: 8080 },
      syncIntervalMs: 900_000,
      bookingTtlMs: DAY,
      pendingPerGuest: 0,
      pendingPerNetwork: 0,
      upcomingPerGuest: 0,
      upcomingPerNetwork: 0,
      emailsPerRecipient: 0,
      cacheBytes: 16_777_216,
      formMs: 0,
      pageMemoryBytes: 0,
      memoryBytes: null,
      trustedProxies: 0,
      allowPrivateHosts: [],
      oauthClients: { google: null, microsoft: null },
    },
    baseUrl: "http://localhost:8080",
    kv,
    now,
    elapsed,
    clock: { ...openClockMonitor(now, elapsed), detectJump: () => 0, agreedForMs: () => Infinity },
    purgeGate: { waitMs: () => 0 },
    sealer: await testSealer,
    log,
    limits: { take: () => null, left: () => ({ requests: 1, seconds: 1 }) },
    requests,
    admission: openAdmission(requests, () => clock),
    measures: openMeasures(),
    wanted: { note: () => {}, flush: () => Promise.resolve(), stop: () => Promise.resolve() },
    visits: { count: () => {}, flush: () => Promise.resolve() },
    dailyBackup: null,
    fetch: unasked("fetch"),
    issuerDocument: openKeptValue(elapsed, 600_000),
    responseParser: inlineParser,
    rewritePicture: openPictureWriter(pictureCode(), () => {}),
    linkPictures: openLinkPictures(pictureCode(), () => {}),
    requestPacing: openRequestPacing(() => clock),
    openCalendar: unasked("calendar"),
    sendMail: null,
    bookingWatch: { subscribe: () => false, subscriberCount: () => 0 },
    dashboardWatch: { subscribe: () => false, subscriberCount: () => 0 },
    hostTimeWatch: { subscribe: () => false, subscriberCount: () => 0 },
    hostMemory: openHostMemory(16_777_216),
    nextFreeCache: openVersionedCache(100),
    nearbyCache: openVersionedCache(100),
    pages: openPageMemory(0),
    startsCache: openVersionedCache(100),
    memberStartsCache: openVersionedCache(1_000),
    wakeJobs: () => {},
    laneCalls: openLaneCalls(),
    withLock: (_hostIds, act) => act(),
    checkLedger: openLedgerCheck({ kv, now: () => clock, log }),
    instance: "test",
    stopping: new AbortController().signal,
    ...given,
  };
  forgetWhenSet(app);
  return Object.assign(app, {
    at: (instant: number) => {
      clock = instant;
    },
    logged,
    [Symbol.dispose]: given.kv ? () => kv.close() : closeAfterTest(() => kv.close()),
  });
}

/** What a test writes past the verbs, and so past the guard, is not in memory. */
function forgetWhenSet(app: App): void {
  const { kv } = app, { set, delete: remove } = kv;
  Object.assign(kv, {
    set: (...args: Parameters<typeof set>) => (app.hostMemory.clear(), set.apply(kv, args)),
    delete: (...args: Parameters<typeof remove>) => (
      app.hostMemory.clear(), remove.apply(kv, args)
    ),
  });
}

/** A signed-up host of a test, stored. */
export async function testHost(app: App, given: Partial<Host> = {}): Promise<Host> {
  const host: Host = {
    ...newHostDefaults,
    id: newId(),
    username: "ada",
    name: "Ada Beck",
    email: "ada@example.org",
    emailVerified: true,
    zone: "Europe/Berlin",
    onboarded: true,
    createdAt: app.now(),
    ...given,
  };
  await app.kv.atomic()
    .set(keys.host(host.id), host)
    .set(keys.username(host.username), { hostId: host.id, isReleased: false })
    .set(keys.guard(host.id), { version: 1, calendars: {} })
    .commit();
  return host;
}
