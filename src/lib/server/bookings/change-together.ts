/** Bookings of one host that change in one commit. */
import { type Booking, holdsOf, isSeat } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { areAllPresent, type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import { getBookings } from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import { replaceHolds } from "../store/ledger.ts";
import { commitSeries, fitsSeriesCommit, type SeriesCommit } from "../store/series.ts";
import { type BookingChange, isHoldOf, wasCommitted, withPlace } from "./change.ts";
import { type MadeChange, writesOf } from "./change-writes.ts";
import { countToldTogether } from "./recipient-limit.ts";

/** What became of one date. */
export interface DateOutcome {
  booking: Booking;
  outcome: Outcome<Booking>;
}

/** What is decided for one date. */
export type DateDecision = Outcome<BookingChange> | { unchanged: Outcome<Booking> };

/** A change of several bookings; `decide` gets what was read after the guard, in the order of the bookings. */
export interface JointChange {
  /** New times, with the event type that offers them, which is read after the guard. */
  requested?: { times: readonly Span[]; type(): Promise<EventType | null> };
  /** "retry" reads everything again, "alone" leaves each booking to a commit of its own. */
  decide(
    dates: readonly Booking[],
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<DateDecision[] | "retry" | "alone">;
}

const MAX_ATTEMPTS = 25;

/**
 * Changes the bookings that are not refused, in one commit that checks their host's guard. Null, with nothing changed,
 * where they have not the same single host or are too large together: then each is changed by the verb for one booking.
 */
export async function changeTogether(
  app: App,
  dates: readonly Booking[],
  spec: JointChange,
): Promise<DateOutcome[] | null> {
  const [first] = dates;
  const hostId = first?.hosts[0];
  if (!hostId || dates.length < 2 || !dates.every((date) => isAloneWith(date, hostId))) return null;
  const outcome = await app.withLock(
    [hostId],
    () =>
      retryCommit(async () => {
        const attempt = await changeOnce(app, hostId, dates.map(({ id }) => id), spec);
        return attempt === "lost" ? attempt : accepted(attempt === "alone" ? null : attempt);
      }, MAX_ATTEMPTS),
  );
  if (!outcome.ok) return dates.map((booking) => ({ booking, outcome }));
  return outcome.value;
}

/** Whether it is one host's own booking, with time that no other guest shares. */
function isAloneWith(booking: Booking, hostId: string): boolean {
  return booking.hosts.length === 1 && booking.hosts[0] === hostId && !booking.team &&
    !isSeat(booking);
}

async function changeOnce(
  app: App,
  hostId: string,
  ids: string[],
  { requested, decide }: JointChange,
): Promise<DateOutcome[] | "lost" | "alone"> {
  const known = await getBookings(app.kv, ids);
  const times = known.flatMap((date) => date.rescheduleRequest ?? []);
  const starts = requested && {
    start: Math.min(...requested.times.map(({ start }) => start)),
    end: Math.max(...requested.times.map(({ end }) => end)),
  };
  const snapshots = await readPresent(app, [hostId], {
    times: [...known, ...times, ...requested?.times ?? []],
    ...(starts ? { offers: { type: requested.type, starts } } : {}),
  });
  const dates = await getBookings(app.kv, ids);
  if (dates.some(({ revision }, n) => revision !== known[n]?.revision)) return "lost";
  const isTogether = dates.length === ids.length && areAllPresent(snapshots, [hostId]) &&
    dates.every((date) => isAloneWith(date, hostId));
  if (!isTogether) return "alone";

  const now = app.now();
  const decided = await decide(dates, now, snapshots);
  return decided === "retry"
    ? "lost"
    : decided === "alone"
    ? "alone"
    : await commitDecided(app, { dates, decided, snapshot: snapshots[0]!, now });
}

/** What was decided for the dates of one host. */
interface Decided {
  dates: readonly Booking[];
  decided: readonly DateDecision[];
  snapshot: HostSnapshot;
  now: number;
}

async function commitDecided(
  app: App,
  { dates, decided, snapshot, now }: Decided,
): Promise<DateOutcome[] | "lost" | "alone"> {
  const { host, guard, shards } = snapshot;
  const made: MadeChange[] = [], outcomes: DateOutcome[] = [];
  for (const [n, was] of dates.entries()) {
    const decision = decided[n] ?? refused("busy");
    if ("unchanged" in decision) outcomes.push({ booking: was, outcome: decision.unchanged });
    else if (!decision.ok) outcomes.push({ booking: was, outcome: decision });
    else {
      const { booking: changed, event, byHostId = null } = decision.value;
      const booking = await withPlace(app, was, changed, [snapshot]);
      const isHeld = snapshot.holds.some((hold) => isHoldOf(hold, was));
      if (isSeat(booking) || (holdsOf(booking, now).length > 0 && !isHeld)) return "alone";
      made.push({ was, booking, event, byHostId, hosts: [host], guards: [guard], now });
      outcomes.push({ booking: was, outcome: accepted(booking) });
    }
  }
  const [first] = made;
  if (!first) return outcomes;
  const writes = await Promise.all(made.map((change) => writesOf(app, change)));
  const changed = made.map(({ booking }) => booking);
  const holds = changed.flatMap((booking) => holdsOf(booking, now));
  const change: SeriesCommit = {
    now,
    host: { guard, was: shards, is: replaceHolds(shards, changed.map(({ id }) => id), holds) },
    dates: made.map(({ was, booking }, n) => ({ was, booking, links: [], ...writes[n]! })),
    emailCounts: await countToldTogether(
      app,
      made.map((each, n) => ({ ...each, jobs: writes[n]!.jobs })),
      now,
    ),
    idempotency: null,
  };
  if (!fitsSeriesCommit(change)) return "alone";
  const committed = await commitSeries(app, change)
    .catch((error) => wasCommitted(app, first.booking, error));
  return committed ? outcomes : "lost";
}
