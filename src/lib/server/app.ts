import type { Host } from "$lib/scheduling/host.ts";
import type { Calendar, Connection } from "./calendars/calendar.ts";
import type { Politeness } from "./calendars/politeness.ts";
import type { Reader } from "./calendars/reader.ts";
import type { Clock } from "./clock.ts";
import type { Settings } from "./env.ts";
import type { TimeNews } from "./host-time.ts";
import type { KeptResults } from "./kept-results.ts";
import type { GivenTwice } from "./ledger-check.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { SendMail } from "./mail/letter.ts";
import type { Around } from "./offers-around.ts";
import type { OutboundFetch } from "./outbound.ts";
import type { PurgeGate } from "./purge-gate.ts";
import type { Sealer } from "./secrets.ts";
import type { Watching } from "./watching.ts";
import type { Booking } from "$lib/scheduling/booking.ts";

/** Everything outside, gathered once. Verbs take it as their first argument; nothing of it lives in a module variable. */
export interface App {
  settings: Settings;
  /** What links are built from: `INVITO_BASE_URL` or the listening address; no slash at the end. */
  baseUrl: string;
  kv: Deno.Kv;
  /** The instant by the wall clock, epoch ms; it may be set meanwhile, also back. */
  now(): number;
  /** Ms since the program started, by a clock that nobody sets: for lengths of time; means nothing to another run. */
  elapsed(): number;
  /** Whether the two agree. */
  clock: Clock;
  /** What deletes for good because of its age asks here first. */
  purgeGate: PurgeGate;
  sealer: Sealer;
  log: Log;
  /** How often a client asked lately; in memory, made by `openLimits` over `elapsed`. */
  limits: Limits;
  fetch: OutboundFetch;
  /** Reads what calendar servers answer, off the path of requests. */
  reader: Reader;
  /** How often calendar servers are visited, over all hosts. */
  politeness: Politeness;
  openCalendar(connection: Connection, host: Pick<Host, "zone" | "email">): Promise<Calendar>;
  /** Null without SMTP: letters are kept on the outbox page. */
  sendMail: SendMail | null;
  /** Open pages follow bookings by their id. */
  watching: Watching<Booking | null>;
  /** Open pickers follow their host's time by the host's id. */
  watchingTime: Watching<TimeNews>;
  /** What lies beyond months with nothing free: the search that a booked-out host's page would make each time. */
  searches: KeptResults<Around>;
  /** Runs what is due, soon. */
  wake(): void;
  /** Callers that want the same persons' time queue here, in the process. */
  inTurn<T>(hostIds: readonly string[], act: () => Promise<T>): Promise<T>;
  /**
   * Before anything rests on what a host holds: resolves once this program has compared it with their live bookings, and
   * answers what is held twice; see `ledger-check.ts`.
   */
  checkLedger(hostId: string): Promise<readonly GivenTwice[]>;
  /** This running program, as the owner of its leases. */
  instance: string;
  /** Aborted when the program is asked to stop. */
  stopping: AbortSignal;
}
