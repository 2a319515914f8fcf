import { type Booking, holdsOf, isSeat } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import type { Rotation } from "$lib/scheduling/rotation.ts";
import type { RotationDecision } from "$lib/scheduling/rotation-decisions.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { areAllPresent, type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import { type BookingCommit, commitBooking, readBooking } from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import { getGuard, type VersionedGuard } from "../store/guard.ts";
import { fitsInCommit, replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { locationAfterChange } from "./booked-location.ts";
import { writesOf } from "./change-writes.ts";
import { linksOfHosts } from "./booking-links.ts";
import { countGuestEmails } from "./recipient-limit.ts";
import { decidedAfter, rotationAfter } from "./team-rotation.ts";

/** The changed booking, and the event that its history, emails and calendar writes follow. */
export interface BookingChange {
  booking: Booking;
  event: BookingEvent;
  /** Its hosts from now on, where `decide` chose them among the candidates; missing leaves those of the specification. */
  hosts?: readonly string[];
  /** The time of hosts who join, where `decide` read it. */
  joining?: readonly HostSnapshot[];
  /** The rotation of its round robin from now on; missing returns the assignment where the booking ends before its start. */
  rotation?: Rotation;
  /** To whom its round robin gave it; missing where nobody was chosen by rotation. */
  decision?: RotationDecision;
  /** The member of a team who made the change. */
  byHostId?: string;
}

/** The result of a decision: a change, a refusal, "retry" to read everything again, or `unchanged` to return a booking without a commit. */
export type ChangeResult<Code extends RefusalCode = RefusalCode> =
  | Outcome<BookingChange, Code>
  | "retry"
  | { unchanged: Outcome<Booking, Code> };

/** Why a change is refused, whatever it changes. */
export type ChangeRefusal = "not-found" | "changed" | "expired" | "inactive" | "taken" | "busy";

/** One change of a booking; `decide` gets what was read after the guards. */
export interface BookingChangeSpec<Code extends RefusalCode = RefusalCode> {
  /** The hosts before and after, where they change: the guards of all are checked, indexes and links change for those who join or leave. */
  hosts?: { was: readonly string[]; is: readonly string[] };
  /** Hosts who may join, read after the team's guard: the snapshots include them, and only the guards of those who do join are checked. */
  candidates?(booking: Booking): Promise<readonly string[]> | readonly string[];
  /** A requested time and event type, so that the snapshots include the rules and busy times for it. */
  requested?: RequestedTime;
  /** `snapshots` has the hosts that still exist; a booking that holds time afterwards needs all of its hosts. */
  decide(
    was: Booking,
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<ChangeResult<Code>> | ChangeResult<Code>;
  /** Whether its emails are told with those of another date, which are counted. */
  isToldWithOther?: boolean | undefined;
  /** The idempotency record to store in the same commit. */
  idempotency?(booking: Booking, now: number): BookingCommit["idempotency"];
}

/** A requested time and the event type that offers it, which is read after the guards. */
export interface RequestedTime {
  time(booking: Booking): Span;
  type(booking: Booking): Promise<EventType | null>;
}

const MAX_ATTEMPTS = 25;

/** Changes a booking under the locks of its hosts; "busy" when commits keep failing. */
export async function change<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  spec: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const { hosts, team } = was.value;
  const locks = [...hosts, ...spec.hosts?.is ?? [], ...team ? [team.id] : []];
  return await app.withLock(locks, () => changeLocked(app, bookingId, spec));
}

/** Like `change`, for a caller who holds these locks: reads every guard, decides, and commits with a check on guards and booking. */
export function changeLocked<Code extends RefusalCode>(
  app: App,
  bookingId: string,
  spec: BookingChangeSpec<Code>,
): Promise<Outcome<Booking, Code | ChangeRefusal>> {
  return retryCommit<Outcome<Booking, Code | ChangeRefusal>>(async () => {
    const known = await readBooking(app.kv, bookingId);
    if (!known) return refused("not-found");
    if (spec.hosts && !areSame(spec.hosts.was, known.value.hosts)) return refused("changed");
    // Members, rotation and limits of a team are read after its guard.
    const teamGuard = known.value.team && await getGuard(app.kv, known.value.team.id);
    const joining = [...spec.hosts?.is ?? [], ...await spec.candidates?.(known.value) ?? []];
    const snapshots = await readAllHosts(app, known.value, joining, spec.requested);
    const was = await readBooking(app.kv, bookingId);
    if (!was || was.versionstamp !== known.versionstamp) return "lost";

    const now = app.now();
    const result = await spec.decide(was.value, now, snapshots);
    if (result === "retry") return "lost";
    if ("unchanged" in result) return result.unchanged;
    if (!result.ok) return result;
    return await commitChange(app, result.value, {
      was,
      hosts: result.value.hosts ?? spec.hosts?.is ?? was.value.hosts,
      teamGuard,
      snapshots,
      now,
      isToldWithOther: spec.isToldWithOther ?? false,
      idempotency: (booking) => spec.idempotency?.(booking, now) ?? null,
    });
  }, MAX_ATTEMPTS);
}

/** What was read before a change was decided. */
interface ChangeContext {
  was: Deno.KvEntry<Booking>;
  /** The hosts of the booking after the change. */
  hosts: readonly string[];
  /** Null for a host's own booking. */
  teamGuard: VersionedGuard | null;
  /** Of those hosts, of the hosts before, and of others who might have joined. */
  snapshots: HostSnapshot[];
  now: number;
  isToldWithOther: boolean;
  idempotency(booking: Booking): BookingCommit["idempotency"];
}

/** Commits a changed booking with its jobs and history; it holds time only if every host exists and its previous holds are still in the ledger. */
async function commitChange(
  app: App,
  { booking: changed, event, rotation, decision, byHostId, joining = [] }: BookingChange,
  { was, hosts, teamGuard, snapshots: read, now, isToldWithOther, idempotency }: ChangeContext,
): Promise<Outcome<Booking, "inactive" | "expired" | "taken"> | "lost"> {
  const assigned = await withHosts(app, was.value, changed, hosts);
  const { links, revoked } = assigned;
  const booking = await withPlace(app, was.value, assigned.booking, [...read, ...joining]);
  const holds = holdsOf(booking, now);
  const isRead = ({ host }: HostSnapshot) => read.some((each) => each.host.id === host.id);
  const snapshots = [...read, ...joining.filter((each) => !isRead(each))].filter((
    { host: { id } },
  ) => hosts.includes(id) || was.value.hosts.includes(id));
  // Without one of its hosts, or with a closed account, a booking holds no time.
  if (holds.length > 0 && !areAllPresent(snapshots, booking.hosts)) return refused("inactive");
  const isHoldGone = holds.length > 0 &&
    snapshots.some(({ host, holds: held }) =>
      hosts.includes(host.id) && was.value.hosts.includes(host.id) &&
      !held.some((each) => isHoldOf(each, was.value))
    );
  if (isHoldGone) return refused("expired");

  const hostChanges = snapshots.map(({ host, guard, shards }) => ({
    guard,
    was: shards,
    is: replaceHolds(shards, [booking.id], hosts.includes(host.id) ? holds : []),
  }));
  const lead = hostChanges.find(({ guard }) => hosts.includes(guard.hostId)) ?? hostChanges[0];
  // A change that only gives time back is never refused.
  if (holds.length > 0 && !fitsInCommit(hostChanges)) return refused("taken");
  const present = snapshots.map(({ host }) => host);
  const guards = [teamGuard, ...hostChanges.map(({ guard }) => guard)];
  const writes = await writesOf(app, {
    was: was.value,
    booking,
    event,
    byHostId: byHostId ?? null,
    hosts: present,
    guards,
    now,
  });
  const committed = await commitBooking(app, {
    now,
    was,
    booking,
    ...writes,
    hosts: hostChanges,
    team: teamGuard && {
      guard: teamGuard,
      rotation: await rotationAfter(app, was.value, booking, rotation, now),
      decided: await decidedAfter(app, booking, decision, now),
    },
    slots: await slotsAfterChange(app.kv, lead?.is, [was.value, booking], now),
    links,
    revoked,
    emailCounts: isToldWithOther
      ? []
      : await countGuestEmails(app, { was: was.value, booking }, writes.jobs, now),
    idempotency: idempotency(booking),
  }).catch((error) => wasCommitted(app, booking, error));
  return committed ? accepted(booking) : "lost";
}

export function isHoldOf(held: Hold, { id, slot }: Booking): boolean {
  return held.slot === slot && held.bookingIds.includes(id);
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** The changed booking where it takes place from now on. */
export async function withPlace(
  { kv }: App,
  was: Booking,
  is: Booking,
  snapshots: readonly HostSnapshot[],
): Promise<Booking> {
  const hosts = snapshots.map(({ host }) => host);
  const location = await locationAfterChange(kv, was, is, hosts);
  return location === is.type.location ? is : { ...is, type: { ...is.type, location } };
}

/** The changed booking with the hosts that it has from now on, and their links. */
async function withHosts(app: App, was: Booking, booking: Booking, hosts: readonly string[]) {
  if (areSame(was.hosts, hosts)) return { booking, links: [], revoked: [] };
  // All bookings of a shared slot have the slot's hosts.
  if (isSeat(was) || isSeat(booking)) throw new Error("a seat keeps the hosts of its slot");
  const { links, records, revoked } = await linksOfHosts(
    app,
    was,
    hosts,
    booking.team?.declinedBy,
  );
  return { booking: { ...booking, hosts: [...hosts], links }, links: records, revoked };
}

/** Snapshots of the hosts before and after the change. */
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

/** Whether the commit happened despite the error: then the stored booking has this change's revision and time. */
export async function wasCommitted(app: App, booking: Booking, error: unknown): Promise<boolean> {
  const stored = (await readBooking(app.kv, booking.id))?.value;
  const isOurs = stored?.revision === booking.revision &&
    stored.changedAt === booking.changedAt && stored.status === booking.status;
  if (!isOurs) throw error;
  app.wakeJobs();
  return true;
}
