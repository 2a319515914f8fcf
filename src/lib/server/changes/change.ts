/** Changes of bookings that exist: read under the guards, decided, and committed, or read again. */
import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import { type Span, spanOf } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import type { BookingCommit } from "../store/booking-commit.ts";
import { readBooking, readBookings } from "../store/bookings.ts";
import { retryCommit } from "../kv/commit.ts";
import { getGuard } from "../kv/guard.ts";
import { type ChangeRecords, commitChange } from "./commit-change.ts";
import type { BookingChange, DecidedChange } from "./make-change.ts";

/** What is decided for one booking: a change, a refusal, or `unchanged` to return it without a commit. */
export type ChangeDecision<Code extends RefusalCode = RefusalCode> =
  | Outcome<BookingChange, Code>
  | { unchanged: Outcome<Booking, Code> };

/** Why a change is refused, whatever it changes. */
export type ChangeRefusal = "not-found" | "changed" | "expired" | "inactive" | "taken" | "busy";

/** A requested time and the event type that offers it, which is read after the guards. */
export interface RequestedTime {
  time(booking: Booking): Span;
  type(booking: Booking): Promise<EventType | null>;
}

/** What a change reads besides its bookings and their hosts. */
export interface ChangeReading {
  /** Hosts who may join, read after the team's guard: the snapshots include them, and only the guards of those who do join are checked. */
  candidates?(booking: Booking): Promise<readonly string[]> | readonly string[];
  /** A requested time and event type, so that the snapshots include the rules and busy times for it. */
  requested?: RequestedTime;
  /** Further times that the snapshots are to cover. */
  times?: readonly Span[];
}

/** One change of a booking; `decide` gets what was read after the guards. */
export interface BookingChangeSpec<Code extends RefusalCode = RefusalCode> extends ChangeReading {
  /** `snapshots` has the hosts that still exist; "retry" reads everything again. */
  decide(
    was: Booking,
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<ChangeDecision<Code> | "retry"> | ChangeDecision<Code> | "retry";
  /** Whether its emails are told with those of another date, which are counted. */
  isToldWithOther?: boolean | undefined;
  /** The idempotency record to store in the same commit. */
  idempotency?(booking: Booking, now: number): BookingCommit["idempotency"];
}

/** The same of several bookings, in their order; "alone" leaves each to a commit of its own. */
export interface JointChange<Code extends RefusalCode = RefusalCode> extends ChangeReading {
  decide(
    was: readonly Booking[],
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<ChangeDecision<Code>[] | "retry" | "alone">;
  records?(now: number): ChangeRecords;
}

/** What became of one of several bookings. */
export interface DateOutcome<Code extends RefusalCode = RefusalCode> {
  booking: Booking;
  outcome: Outcome<Booking, Code>;
}

export const MAX_ATTEMPTS = 25;
/** Whose guards one commit can check, beside those of a team and an idempotency record. */
const MOST_HOSTS = 8;

/** Changes a booking under the locks of its hosts; "busy" when commits keep failing. */
export async function change<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  spec: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  return await app.withLock(locksOf([was.value]), () => changeLocked(app, bookingId, spec));
}

/** Like `change`, for a caller who holds these locks. */
export function changeLocked<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  { decide, isToldWithOther, idempotency, ...reading }: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  return retryCommit<Outcome<Booking, Code | ChangeRefusal>>(async () => {
    const outcomes = await changeOnce(app, () => readBookings(app.kv, [bookingId]), {
      ...reading,
      async decide([was], now, snapshots) {
        const decision = await decide(was!, now, snapshots);
        return decision === "retry" ? decision : [decision];
      },
      records: (now) => ({
        ...(isToldWithOther ? { emailCounts: () => [] } : {}),
        idempotency: ([booking]) => idempotency?.(booking!, now) ?? null,
      }),
    });
    if (outcomes === "lost") return outcomes;
    return Array.isArray(outcomes) ? outcomes[0] ?? refused("not-found") : refused("taken");
  }, MAX_ATTEMPTS);
}

/**
 * Changes the bookings that are not refused, in one commit. Null, with nothing changed, where they belong to different
 * teams, have too many hosts or are too large together: then each is changed by the verb for one booking.
 */
export async function changeTogether<Code extends RefusalCode>(
  app: App,
  dates: readonly Booking[],
  change: JointChange<Code>,
): Promise<DateOutcome<Code | ChangeRefusal>[] | null> {
  if (dates.length < 2 || !areForOneCommit(dates)) return null;
  const ids = dates.map(({ id }) => id);
  const outcomes = await app.withLock(
    locksOf(dates),
    () =>
      retryCommit<Outcome<Outcome<Booking, Code | ChangeRefusal>[] | null, "busy">>(async () => {
        const done = await changeOnce(app, () => readBookings(app.kv, ids), {
          ...change,
          decide: async (was, now, snapshots) =>
            was.length === ids.length && areForOneCommit(was)
              ? await change.decide(was, now, snapshots)
              : "alone",
        });
        if (done === "lost") return done;
        return accepted(Array.isArray(done) && done.length === ids.length ? done : null);
      }, MAX_ATTEMPTS),
  );
  if (!outcomes.ok) return dates.map((booking) => ({ booking, outcome: outcomes }));
  return outcomes.value?.map((outcome, n) => ({ booking: dates[n]!, outcome })) ?? null;
}

function areForOneCommit(dates: readonly Booking[]): boolean {
  const hosts = new Set(dates.flatMap(({ hosts }) => hosts));
  const teams = new Set(dates.map(({ team }) => team?.id ?? null));
  return hosts.size <= MOST_HOSTS && teams.size === 1 && !dates.some(isSeat);
}

/** The hosts of bookings and their team. */
export function locksOf(bookings: readonly Booking[]): string[] {
  return bookings.flatMap(({ hosts, team }) => team ? [...hosts, team.id] : hosts);
}

/** One attempt: reads every guard, then what stands under them, decides, and commits what was not refused. */
export async function changeOnce<Code extends RefusalCode>(
  app: App,
  read: () => Promise<Deno.KvEntry<Booking>[]>,
  { decide, records, ...reading }: JointChange<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>[] | "lost" | "alone" | "too-large"> {
  const known = await read();
  const teamId = known[0]?.value.team?.id;
  // Members, rotation and limits of a team are read after its guard.
  const teamGuard = teamId === undefined ? null : await getGuard(app.kv, teamId);
  const snapshots = await readHosts(app, known.map(({ value }) => value), reading);
  const was = await read();
  if (versionsOf(was) !== versionsOf(known)) return "lost";
  const now = app.now();
  const decided = was.length > 0 ? await decide(was.map(({ value }) => value), now, snapshots) : [];
  if (decided === "retry") return "lost";
  if (decided === "alone") return decided;
  const changes = decided.flatMap((decision, n): DecidedChange[] =>
    "ok" in decision && decision.ok ? [{ ...decision.value, was: was[n]! }] : []
  );
  const done = changes.length > 0
    ? await commitChange(app, { now, snapshots, teamGuard }, changes, records?.(now))
    : [];
  if (!Array.isArray(done)) return done;
  const committed = done.values();
  return decided.map((decision) => {
    if ("unchanged" in decision) return decision.unchanged;
    return decision.ok ? committed.next().value! : decision;
  });
}

function versionsOf(bookings: readonly Deno.KvEntry<Booking>[]): string {
  return bookings.map(({ value, versionstamp }) => `${value.id} ${versionstamp}`).join();
}

/** Snapshots of the hosts before and after the change. */
async function readHosts(
  app: App,
  bookings: readonly Booking[],
  { candidates, requested, times: further = [] }: ChangeReading,
): Promise<HostSnapshot[]> {
  const joining = await Promise.all(bookings.map((booking) => candidates?.(booking) ?? []));
  const hosts = [...new Set([...bookings.flatMap(({ hosts }) => hosts), ...joining.flat()])];
  const times = [
    ...bookings.flatMap((was) => was.rescheduleRequest ? [was, was.rescheduleRequest] : [was]),
    ...further,
  ];
  const [first] = bookings;
  if (!requested || !first) return await readPresent(app, hosts, { times });
  const wanted = bookings.map(requested.time);
  const offers = { type: () => requested.type(first), starts: spanOf(wanted) };
  return await readPresent(app, hosts, { times: [...times, ...wanted], offers });
}
