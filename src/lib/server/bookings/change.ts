import { type Booking, holdsOf, isSeat } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { areAllPresent, type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import { type BookingCommit, commitBooking, readBooking } from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import { fitsInStore, replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import { effectJobs } from "./effects.ts";
import { linksOfHosts } from "./booking-links.ts";
import { countGuestEmails } from "./recipient-limit.ts";

/** What a change made of a booking, and what that is called. */
export interface BookingChange {
  booking: Booking;
  event: BookingEvent;
}

/** What a change comes to: made or refused; "retry" reads everything anew, and what was answered before is answered again. */
export type ChangeResult<Code extends RefusalCode = RefusalCode> =
  | Outcome<BookingChange, Code>
  | "retry"
  | { unchanged: Outcome<Booking, Code> };

/** What refuses any change, whatever it is. */
export type ChangeRefusal = "not-found" | "changed" | "expired" | "inactive" | "taken" | "busy";

/** One change of a booking: decides over what was read after the guards. */
export interface BookingChangeSpec<Code extends RefusalCode = RefusalCode> {
  /** Whose time it holds before and after, where that changes: guards of all of them are read, indexes and links of the difference move. */
  hosts?: { was: readonly string[]; is: readonly string[] };
  /** A time that it wants by an event type's rules, beside those the booking holds. */
  requested?: RequestedTime;
  /** Over the hosts that are there; a booking that holds time afterwards needs all of them. */
  decide(
    was: Booking,
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<ChangeResult<Code>> | ChangeResult<Code>;
  /** The idempotency record to be written with it. */
  idempotency?(booking: Booking, now: number): BookingCommit["idempotency"];
}

/** A time, and the event type that offers it, which is read after the guards. */
export interface RequestedTime {
  time(booking: Booking): Span;
  type(booking: Booking): Promise<EventType | null>;
}

/** Events whose own words the booking's message is; it stays with the booking through the others. */
const eventsWithMessage = new Set<BookingEvent>([
  "confirmed",
  "rejected",
  "cancelled",
  "withdrawn",
  "reschedule-declined",
  "times-proposed",
]);

const MAX_ATTEMPTS = 25;

/** Changes a booking under the locks of its hosts. */
export async function change<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  spec: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const hosts = [...was.value.hosts, ...spec.hosts?.is ?? []];
  const outcome = await app.withLock(hosts, () => changeLocked(app, bookingId, spec));
  if (outcome.ok) app.wakeJobs();
  return outcome;
}

/** The same for a caller who has these locks: reads every guard, decides, and commits with a check on guards and booking. */
export function changeLocked<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  spec: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  return retryCommit<Outcome<Booking, Code | ChangeRefusal>>(async () => {
    const known = await readBooking(app.kv, bookingId);
    if (!known) return refused("not-found");
    const hosts = spec.hosts?.is ?? known.value.hosts;
    if (spec.hosts && !areSame(spec.hosts.was, known.value.hosts)) return refused("changed");
    const snapshots = await readAllHosts(app, known.value, hosts, spec.requested);
    const was = await readBooking(app.kv, bookingId);
    if (!was || was.versionstamp !== known.versionstamp) return "lost";

    const now = app.now();
    const result = await spec.decide(was.value, now, snapshots);
    if (result === "retry") return "lost";
    if ("unchanged" in result) return result.unchanged;
    if (!result.ok) return result;
    const answer = spec.idempotency
      ? (booking: Booking) => spec.idempotency!(booking, now)
      : () => null;
    return await commitChange(app, result.value, {
      was,
      hosts,
      snapshots,
      now,
      idempotency: answer,
    });
  }, MAX_ATTEMPTS);
}

/** What a change was made over. */
interface ChangeContext {
  was: Deno.KvEntry<Booking>;
  /** Whose time it holds from now on. */
  hosts: readonly string[];
  snapshots: HostSnapshot[];
  now: number;
  idempotency(booking: Booking): BookingCommit["idempotency"];
}

/** Writes what a change made of a booking, with all that follows; time is kept or taken only with every host there, and where it was held before. */
async function commitChange(
  app: App,
  { booking: changed, event }: BookingChange,
  { was, hosts, snapshots, now, idempotency }: ChangeContext,
): Promise<Outcome<Booking, "inactive" | "expired" | "taken"> | "lost"> {
  const { booking, links, revoked } = await withHosts(app, was.value, changed, hosts);
  const holds = holdsOf(booking, now);
  // No time is taken or kept where a host is missing or has closed the account.
  if (holds.length > 0 && !areAllPresent(snapshots, booking.hosts)) return refused("inactive");
  const isHoldGone = holds.length > 0 &&
    snapshots.some(({ host, holds: held }) =>
      was.value.hosts.includes(host.id) && !held.some((each) => isHoldOf(each, was.value))
    );
  if (isHoldGone) return refused("expired");

  const hostChanges = snapshots.map(({ host, guard, shards }) => ({
    guard,
    was: shards,
    is: replaceHolds(shards, [booking.id], hosts.includes(host.id) ? holds : []),
  }));
  const lead = hostChanges.find(({ guard }) => hosts.includes(guard.hostId)) ?? hostChanges[0];
  // Who gives time back is never refused.
  if (holds.length > 0 && hostChanges.some(({ is }) => !fitsInStore(is))) return refused("taken");
  const entryLocations = await listEntryLocations(app.kv, [booking.slot, was.value.slot]);
  const present = snapshots.map(({ host }) => host);
  const jobs = effectJobs(event, booking, { hosts: present, now, was: was.value, entryLocations });
  const committed = await commitBooking(app.kv, {
    now,
    was,
    booking,
    historyEntry: {
      at: now,
      by: booking.changedBy,
      event,
      start: (booking.rescheduleRequest ?? booking).start,
      end: (booking.rescheduleRequest ?? booking).end,
      ...(booking.message && eventsWithMessage.has(event) ? { message: booking.message } : {}),
    },
    hosts: hostChanges,
    slots: await slotsAfterChange(app.kv, lead?.is, [was.value, booking], now),
    links,
    revoked,
    jobs,
    emailCount: await countGuestEmails(app, booking, jobs, now),
    idempotency: idempotency(booking),
  }).catch((error) => wasCommitted(app, booking, error));
  return committed ? accepted(booking) : "lost";
}

function isHoldOf(held: Hold, { id, slot }: Booking): boolean {
  return held.slot === slot && held.bookingIds.includes(id);
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** The changed booking with the hosts that it has from now on, and their links. */
async function withHosts(app: App, was: Booking, booking: Booking, hosts: readonly string[]) {
  if (areSame(was.hosts, hosts)) return { booking, links: [], revoked: [] };
  // Guests who share a slot share its hosts.
  if (isSeat(was) || isSeat(booking)) throw new Error("a seat keeps the hosts of its slot");
  const { links, records, revoked } = await linksOfHosts(app, was, hosts);
  return { booking: { ...booking, hosts: [...hosts], links }, links: records, revoked };
}

/** Everybody whose time it holds, before or after. */
function readAllHosts(
  app: App,
  booking: Booking,
  newHosts: readonly string[],
  requested?: RequestedTime,
): Promise<HostSnapshot[]> {
  const hosts = [...new Set([...booking.hosts, ...newHosts])];
  const times: Span[] = booking.rescheduleRequest
    ? [booking, booking.rescheduleRequest]
    : [booking];
  if (!requested) return readPresent(app, hosts, { times });
  const starts = requested.time(booking);
  const offers = { type: () => requested.type(booking), starts };
  return readPresent(app, hosts, { times: [...times, starts], offers });
}

/** After an error the commit may have happened all the same: the booking's own revision and time tell. */
async function wasCommitted(app: App, booking: Booking, error: unknown): Promise<boolean> {
  const stored = (await readBooking(app.kv, booking.id))?.value;
  const isOurs = stored?.revision === booking.revision &&
    stored.changedAt === booking.changedAt && stored.status === booking.status;
  if (isOurs) return true;
  throw error;
}
