/** What was decided about one or several bookings, in one commit under the guards of everybody concerned. */
import { isDeepStrictEqual } from "node:util";
import { type Booking, holdsOf, isSeat } from "$lib/scheduling/booking.ts";
import type { BookingEvent, HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import {
  type BookingCommit,
  commitBookings,
  fitsInCommit,
  type WrittenBooking,
} from "../store/booking-commit.ts";
import { getHistoryEntry } from "../store/bookings.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import type { NewJob } from "../store/job.ts";
import { replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { bookingWebhook } from "./booking-webhook.ts";
import { effectJobs } from "./effects.ts";
import {
  type BookingChange,
  type CommitRefusal,
  type DecidedChange,
  type MadeChange,
  make,
  type ReadUnderGuards,
} from "./make-change.ts";
import { countToldTogether } from "./recipient-limit.ts";
import { teamCommit } from "./team-rotation.ts";

/** What is written beside the bookings. */
export interface ChangeRecords {
  /** The emails to count; missing counts those that a guest's own change causes. */
  emailCounts?(jobs: readonly NewJob[]): BookingCommit["emailCounts"];
  idempotency?(bookings: readonly Booking[]): BookingCommit["idempotency"];
  privateLink?: BookingCommit["privateLink"];
  /** Jobs that follow from all of the bookings together, in place of those of each; then all are changed or none. */
  jointJobs?(
    was: readonly Booking[],
    changes: readonly BookingChange[],
    slots: readonly SharedSlot[],
    guards: readonly VersionedGuard[],
  ): Promise<NewJob[]>;
}

/**
 * Commits what can be made of the changes; the outcomes are in their order. "lost" where something changed since it was
 * read, "too-large" where they do not fit into one commit or their time does not fit into a day.
 */
export async function commitChange(
  app: App,
  read: ReadUnderGuards,
  changes: readonly DecidedChange[],
  records: ChangeRecords = {},
): Promise<Outcome<Booking, CommitRefusal>[] | "lost" | "too-large"> {
  const joining = changes.flatMap((change) => change.joining ?? []);
  const isRead = ({ host }: HostSnapshot) => read.snapshots.some((one) => one.host.id === host.id);
  const snapshots = [...read.snapshots, ...joining.filter((one) => !isRead(one))];
  const made: MadeChange[] = [], outcomes: Outcome<Booking, CommitRefusal>[] = [];
  for (const change of changes) {
    const one = await make(app, { ...read, snapshots }, change);
    outcomes.push(one.ok ? accepted(one.value.booking) : one);
    if (one.ok) made.push(one.value);
  }
  const refusal = outcomes.find((outcome) => !outcome.ok);
  if (refusal && records.jointJobs) return changes.map(() => refusal);
  if (made.length === 0) return outcomes;
  const commit = await commitOf(app, { ...read, snapshots }, made, records);
  if (!fitsInCommit(commit)) return "too-large";
  const committed = await commitBookings(app, commit)
    .catch((error) => wasCommitted(app, commit.bookings[0]!, error));
  return committed ? outcomes : "lost";
}

/** Everything that is written for the changes. */
async function commitOf(
  app: App,
  { snapshots, teamGuard, now }: ReadUnderGuards,
  made: readonly MadeChange[],
  { emailCounts, idempotency, privateLink, jointJobs }: ChangeRecords,
): Promise<BookingCommit> {
  const changed = made.map(({ booking }) => booking);
  const concerned = new Set(made.flatMap(({ was, hosts }) => [...was?.hosts ?? [], ...hosts]));
  const hostsBeforeAndAfter = snapshots.filter(({ host }) => concerned.has(host.id));
  const ids = changed.map(({ id }) => id);
  const hosts = hostsBeforeAndAfter.map(({ host: { id }, guard, shards }) => {
    const holds = made.filter((one) => one.hosts.includes(id))
      .flatMap(({ booking }) => holdsOf(booking, now));
    return { guard, was: shards, is: replaceHolds(shards, ids, holds) };
  });
  const before = made.flatMap(({ was }) => was ?? []);
  const ledgers = hosts.map(({ is }) => is);
  const slots = await slotsAfterChange(app.kv, ledgers, [...before, ...changed], now);
  const guards = [...teamGuard ? [teamGuard] : [], ...hosts.map(({ guard }) => guard)];
  const context = { snapshots: hostsBeforeAndAfter, guards, now };
  const written = await Promise.all(
    made.map((one) => jointJobs ? historyOnly(one, now) : withFollowing(app, one, context)),
  );
  const jobs = written.map(({ jobs = [] }) => jobs);
  return {
    now,
    bookings: written,
    hosts,
    team: teamGuard && await teamCommit(app, teamGuard, made.map(asTurn), now),
    slots,
    jobs: await jointJobs?.(before, made.map(asChange), slots, guards) ?? [],
    privateLink: privateLink ?? null,
    emailCounts: emailCounts?.(jobs[0]!) ??
      await countToldTogether(
        app,
        made.flatMap(({ was, booking }, n) => was ? [{ was, booking, jobs: jobs[n]! }] : []),
        now,
      ),
    idempotency: idempotency?.(changed) ?? null,
  };
}

function asChange({ change, booking }: MadeChange): BookingChange {
  return { ...change, booking };
}

function asTurn({ was, booking, change: { rotation, decision } }: MadeChange) {
  return { was, booking, rotation, decision };
}

/** A booking with its history entry; what follows its change is written for all of them together. */
function historyOnly(
  { change: { was, event, byHostId, proposedBy }, booking, links, revoked }: MadeChange,
  now: number,
): WrittenBooking {
  const { start, end } = booking.rescheduleRequest ?? booking;
  const historyEntry: HistoryEntry = {
    at: now,
    by: booking.changedBy,
    event,
    ...(byHostId ? { hostId: byHostId } : {}),
    ...(proposedBy ? { proposedBy } : {}),
    start,
    end,
    ...(booking.message && eventsWithMessage.has(event) ? { message: booking.message } : {}),
  };
  return { was, booking, historyEntry, links, revoked };
}

/** Events with a message of their own; the others leave the booking's last message in place and do not repeat it in the history. */
const eventsWithMessage = new Set<BookingEvent>([
  "confirmed",
  "rejected",
  "cancelled",
  "withdrawn",
  "reschedule-declined",
  "times-proposed",
]);

/** The same with the jobs and the webhook event that follow. */
async function withFollowing(
  app: App,
  one: MadeChange,
  { snapshots, guards, now }: Pick<ReadUnderGuards, "snapshots" | "now"> & {
    guards: readonly VersionedGuard[];
  },
): Promise<WrittenBooking> {
  const { was, booking, change: { event, byHostId = null } } = one;
  const slots = was
    ? [booking.slot, was.slot]
    // Only a slot that other guests have booked can already have calendar entries.
    : isSeat(booking)
    ? [booking.slot]
    : [];
  const entryLocations = slots.length > 0 ? await listEntryLocations(app.kv, slots) : [];
  const concerned = [...was?.hosts ?? [], ...one.hosts];
  const hosts = snapshots.map(({ host }) => host).filter(({ id }) => concerned.includes(id));
  const own = guards.filter(({ hostId }) =>
    concerned.includes(hostId) || hostId === booking.team?.id
  );
  return {
    ...historyOnly(one, now),
    jobs: effectJobs(event, booking, { hosts, now, was, entryLocations }),
    webhook: bookingWebhook(event, booking, { was, hosts, guards: own, byHostId, now }),
  };
}

/** Whether the commit happened despite the error: then the history has its entry. */
async function wasCommitted(
  app: App,
  { booking, historyEntry }: WrittenBooking,
  error: unknown,
): Promise<boolean> {
  const stored = await getHistoryEntry(app.kv, booking.id, booking.revision);
  const isOurs = isDeepStrictEqual(stored, historyEntry);
  if (!isOurs) throw error;
  app.wakeJobs();
  return true;
}
