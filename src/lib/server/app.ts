import type { Host } from "$lib/scheduling/host.ts";
import type { Calendar } from "./calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { RequestPacing } from "./calendars/request-pacing.ts";
import type { ResponseParser } from "./calendars/parsing/response-parser.ts";
import type { ClockMonitor, PurgeGate } from "./runtime/clock.ts";
import type { Settings } from "./runtime/settings.ts";
import type { AvailabilityNotice } from "./store/watch.ts";
import type { VersionedCache } from "./runtime/versioned-cache.ts";
import type { DoubleBooking } from "$lib/scheduling/double-bookings.ts";
import type { RateLimiter } from "./runtime/rate-limits.ts";
import type { Log } from "./runtime/log.ts";
import type { SendEmail } from "./email/email.ts";
import type { HorizonResult } from "$lib/scheduling/slots.ts";
import type { OutboundFetch } from "./outbound/index.ts";
import type { Sealer } from "./runtime/secrets.ts";
import type { SharedWatch } from "./runtime/shared-watch.ts";
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
  clock: ClockMonitor;
  /** What deletes for good because of its age asks here first. */
  purgeGate: PurgeGate;
  sealer: Sealer;
  log: Log;
  /** How often a client asked lately; in memory, made by `openLimits` over `elapsed`. */
  limits: RateLimiter;
  fetch: OutboundFetch;
  /** Reads what calendar servers answer, off the path of requests. */
  responseParser: ResponseParser;
  /** How often calendar servers are visited, over all hosts. */
  requestPacing: RequestPacing;
  openCalendar(connection: Connection, host: Pick<Host, "zone" | "email">): Promise<Calendar>;
  /** Null without SMTP: emails are kept on the page of emails. */
  sendMail: SendEmail | null;
  /** Open pages follow bookings by their id. */
  bookingWatch: SharedWatch<Booking | null>;
  /** Open pickers follow their host's time by the host's id. */
  hostTimeWatch: SharedWatch<AvailabilityNotice>;
  /** What lies beyond months with nothing free: the search that a booked-out host's page would make each time. */
  nextFreeCache: VersionedCache<HorizonResult>;
  /** Runs what is due, soon. */
  wakeJobs(): void;
  /** Callers that want the same persons' time queue here, in the process. */
  withLock<T>(hostIds: readonly string[], act: () => Promise<T>): Promise<T>;
  /**
   * Before anything rests on what a host holds: resolves once this program has compared it with their live bookings, and
   * answers what is held twice; see `ledger-check.ts`.
   */
  checkLedger(hostId: string): Promise<readonly DoubleBooking[]>;
  /** This running program, as the owner of its leases. */
  instance: string;
  /** Aborted when the program is asked to stop. */
  stopping: AbortSignal;
}
