import type { AuthorizationServer } from "oauth4webapi";
import type { Host } from "$lib/scheduling/host.ts";
import type { Calendar } from "./calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { RequestPacing } from "./calendars/request-pacing.ts";
import type { ResponseParser } from "./calendars/parsing/response-parser.ts";
import type { LinkPictures } from "./pictures/link-picture/link-pictures.ts";
import type { RewritePicture } from "./pictures/picture-writer.ts";
import type { ClockMonitor, PurgeGate } from "./runtime/clock.ts";
import type { DailyBackup } from "./backups/daily-backup.ts";
import type { Settings } from "./runtime/settings.ts";
import type { HostMemory } from "./store/host-memory.ts";
import type { AvailabilityNotice, DashboardNotice } from "./store/watch.ts";
import type { VersionedCache } from "./runtime/versioned-cache.ts";
import type { DoubleBooking } from "$lib/scheduling/double-bookings.ts";
import type { WantedCounter } from "./runtime/wanted-counter.ts";
import type { VisitCounter } from "./runtime/visit-counter.ts";
import type { RateLimiter } from "./runtime/rate-limits.ts";
import type { KeptPage, PageMemory } from "./runtime/page-memory.ts";
import type { KeptValue } from "./runtime/kept-value.ts";
import type { LaneCalls } from "./runtime/lane-calls.ts";
import type { Job } from "./store/job.ts";
import type { Measures } from "./runtime/measures.ts";
import type { Admission } from "./runtime/admission.ts";
import type { RequestsUnderWay } from "./runtime/requests-under-way.ts";
import type { Log } from "./runtime/log.ts";
import type { SendEmail } from "./email/email.ts";
import type { KeptHorizonResult } from "$lib/scheduling/slots.ts";
import type { OutboundFetch } from "./outbound/index.ts";
import type { Sealer } from "./runtime/secrets.ts";
import type { SharedWatch } from "./runtime/shared-watch.ts";
import type { Booking } from "$lib/scheduling/booking.ts";

/** The dependencies of the server, created once at start and passed as first argument; no module variable holds any of them. */
export interface App {
  settings: Settings;
  /** Base of all links: `INVITO_BASE_URL` or the listening address, without a trailing slash. */
  baseUrl: string;
  kv: Deno.Kv;
  /** Wall clock, epoch ms; it may be set forward or back at any time. */
  now(): number;
  /** Monotonic clock, ms since the process started; for durations, not comparable between processes. */
  elapsed(): number;
  /** Compares wall clock and monotonic clock. */
  clock: ClockMonitor;
  /** Must be open before anything is deleted because of its age. */
  purgeGate: PurgeGate;
  sealer: Sealer;
  log: Log;
  /** Rate limits of clients, in memory. */
  limits: RateLimiter;
  /** Requests go before jobs and webhooks. */
  requests: RequestsUnderWay;
  /** How many requests may be under way. */
  admission: Admission;
  /** Counts what the program does, for `/metrics`. */
  measures: Measures;
  /** Null without `INVITO_BACKUP_DIR`. */
  dailyBackup: DailyBackup | null;
  /** Counts times that guests wanted and were not offered. */
  wanted: WantedCounter;
  /** Counts visits of booking pages. */
  visits: VisitCounter;
  fetch: OutboundFetch;
  /** The discovery document of the OpenID Connect issuer. */
  issuerDocument: KeptValue<AuthorizationServer>;
  /** Parses responses of calendar servers in a thread of its own. */
  responseParser: ResponseParser;
  /** Decodes pictures and writes them anew, in a thread of its own. */
  rewritePicture: RewritePicture;
  /** Draws the pictures of links to booking pages, in a thread of its own, and keeps some. */
  linkPictures: LinkPictures;
  /** Limits requests to calendar servers, over all hosts. */
  requestPacing: RequestPacing;
  openCalendar(connection: Connection, host: Pick<Host, "zone" | "email">): Promise<Calendar>;
  /** Null without SMTP: emails stay unsent in the list of emails. */
  sendMail: SendEmail | null;
  /** Watches bookings by id for open pages. */
  bookingWatch: SharedWatch<Booking | null>;
  /** Watches the time of hosts, and of the members of team event types, for open pickers; see `watchAvailability` for the names. */
  hostTimeWatch: SharedWatch<AvailabilityNotice>;
  /** Watches what the dashboard of a session shows; see `dashboardWatchName` for the names. */
  dashboardWatch: SharedWatch<DashboardNotice>;
  /** What the store has of hosts, while the versionstamps of their guards are the same. */
  hostMemory: HostMemory;
  /** Caches searches of the horizon of hosts who had a window without a start. */
  nextFreeCache: VersionedCache<KeptHorizonResult[]>;
  /** Shares the search for other times among those who lose one to somebody else. */
  nearbyCache: VersionedCache<Promise<{ starts: number[]; until: number }>>;
  /** Keeps pages for visitors who are not signed in. */
  pages: PageMemory<KeptPage>;
  /** Keeps the starts that a host's own event types offer. */
  startsCache: VersionedCache<
    { starts: number[]; places: Map<number, number>; haveHours: boolean; until: number }
  >;
  /** Keeps the available starts of the members of round robins. */
  memberStartsCache: VersionedCache<{ starts: number[]; hasHours: boolean; until: number }>;
  /** Runs due jobs soon: those that were just committed where they are given, otherwise all that are found. */
  wakeJobs(committed?: readonly Deno.KvEntry<Job>[]): void;
  /** Says to a subscription's lane that is awake in this process that it has another delivery. */
  laneCalls: LaneCalls;
  /** Runs callers for the same hosts one after the other within the process. */
  withLock<T>(hostIds: readonly string[], act: () => Promise<T>): Promise<T>;
  /**
   * Compares a host's ledger with their live bookings, once in each process and before the ledger is used; returns double
   * bookings, see `ledger-check.ts`.
   */
  checkLedger(hostId: string): Promise<readonly DoubleBooking[]>;
  /** Id of this process, as the owner of its leases. */
  instance: string;
  /** Aborted when the process is to stop. */
  stopping: AbortSignal;
}
