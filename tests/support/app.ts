import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { openPoliteness } from "$lib/server/calendars/politeness.ts";
import { readHere } from "$lib/server/calendars/reader.ts";
import { keepResults } from "$lib/server/kept-results.ts";
import { openLedgerCheck } from "$lib/server/ledger-check.ts";
import { openLog } from "$lib/server/log.ts";
import { newId } from "$lib/server/secrets.ts";
import { keys } from "$lib/server/store/keys.ts";

/** Sunday, 1 November 2026, 12:00 UTC: what the clock of a test shows at first. */
export const noon = Date.UTC(2026, 10, 1, 12);

export interface TestApp extends App {
  /** Moves the clock. */
  at(instant: number): void;
  /** What was logged, one object a line. */
  logged: Record<string, unknown>[];
  [Symbol.dispose](): void;
}

/** An App over a KV in memory, with a clock that stands and is trusted; whatever a test does not give and the code asks for throws. */
export async function testApp(given: Partial<App> = {}): Promise<TestApp> {
  const kv = given.kv ?? await Deno.openKv(":memory:");
  const logged: Record<string, unknown>[] = [];
  let clock = noon;
  const unasked = (what: string) => () => {
    throw new Error(`this test gave no ${what}`);
  };
  const log = openLog((line) => logged.push(JSON.parse(line)), () => clock);
  const app: App = {
    settings: {
      baseUrl: null,
      sessionSecret: null,
      sessionSecretOld: null,
      oidc: null,
      signup: "invited",
      smtp: null,
      dataDir: "./data",
      dbPath: "./data/invito.kv",
      listen: { hostname: "", port: 8080 },
      syncIntervalMs: 900_000,
      bookingTtlMs: 86_400_000,
      pendingPerGuest: 0,
      pendingPerNetwork: 0,
      upcomingPerGuest: 0,
      upcomingPerNetwork: 0,
      emailsPerRecipient: 0,
      formMs: 0,
      trustedProxies: 0,
      allowPrivateHosts: [],
      google: null,
      microsoft: null,
    },
    baseUrl: "http://localhost:8080",
    kv,
    now: () => clock,
    elapsed: given.now ? () => performance.now() : () => clock,
    clock: { look: () => 0, agreedMs: () => Infinity, earliest: () => app.now() },
    purgeGate: { waitMs: () => 0 },
    sealer: {
      seal: unasked("sealer"),
      open: unasked("sealer"),
      sign: unasked("sealer"),
      verify: unasked("sealer"),
    },
    log,
    limits: { take: () => null },
    fetch: unasked("fetch"),
    reader: readHere,
    politeness: openPoliteness(() => clock),
    openCalendar: unasked("calendar"),
    sendMail: null,
    watching: { follow: () => false, open: () => 0 },
    watchingTime: { follow: () => false, open: () => 0 },
    searches: keepResults(100),
    wake: () => {},
    inTurn: (_hostIds, act) => act(),
    checkLedger: openLedgerCheck({ kv, now: () => clock, log }),
    instance: "test",
    stopping: new AbortController().signal,
    ...given,
  };
  return Object.assign(app, {
    at: (instant: number) => {
      clock = instant;
    },
    logged,
    [Symbol.dispose]: () => kv.close(),
  });
}

/** A signed-up host of a test, stored. */
export async function testHost(app: App, given: Partial<Host> = {}): Promise<Host> {
  const host: Host = {
    id: newId(),
    username: "ada",
    name: "Ada Beck",
    email: "ada@example.org",
    emailVerified: true,
    zone: "Europe/Berlin",
    hourCycle: 24,
    language: "en",
    writesTo: null,
    welcomed: true,
    createdAt: app.now(),
    revision: 1,
    ...given,
  };
  await app.kv.atomic()
    .set(keys.host(host.id), host)
    .set(keys.username(host.username), { hostId: host.id, givenUp: false })
    .set(keys.guard(host.id), { turn: 1, calendars: {} })
    .commit();
  return host;
}
