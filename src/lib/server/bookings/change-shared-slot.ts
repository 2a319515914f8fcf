import { type Booking, type HistoryEntry, holdsOf } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, overdueBookings, readPresent } from "../availability/snapshots.ts";
import { commitBookings, getBookings } from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import { getGuard, type VersionedGuard } from "../store/guard.ts";
import { fitsInStore, replaceHolds } from "../store/ledger.ts";
import { getSlot, slotsAfterChange } from "../store/shared-slots.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import { listenersAmong } from "../store/webhook-events.ts";
import type { BookingChange } from "./change.ts";
import { expireLocked } from "./expire.ts";
import { sharedSlotJobs } from "./shared-slot-effects.ts";

/** A shared slot with its bookings, including those of guests who request to reschedule into it. */
export interface SharedSlotBookings {
  slot: SharedSlot;
  bookings: Booking[];
}

/** One change of all bookings of a slot, made by one of its hosts. */
export interface SlotChange<Code extends RefusalCode> {
  hostId: string;
  /** The new start, epoch ms; null where the time does not change. */
  start: number | null;
  make(
    seats: SharedSlotBookings,
    now: number,
    snapshots: HostSnapshot[],
  ): Promise<Outcome<BookingChange[], Code>> | Outcome<BookingChange[], Code>;
}

/** Why a change of a slot is refused, whatever it changes. */
export type SlotRefusal = "not-found" | "taken" | "busy";

const MAX_ATTEMPTS = 25;

/** Changes every booking of a slot in one commit. Checking the guards is enough: every change of a live booking raises the version of its hosts' guards. */
export async function changeSharedSlot<Code extends RefusalCode>(
  app: App,
  slotId: string,
  { hostId, start, make }: SlotChange<Code>,
): Promise<Outcome<SharedSlot, Code | SlotRefusal>> {
  await app.checkLedger(hostId);
  const { slot, bookings = [] } = await readSharedSlot(app, slotId) ?? {};
  if (!slot?.hosts.includes(hostId)) return refused("not-found");
  const attempt = async (): Promise<Outcome<SharedSlot, Code | SlotRefusal> | "lost"> => {
    const known = await readSharedSlot(app, slotId);
    if (!known?.slot.hosts.includes(hostId)) return refused("not-found");
    const teamGuard = await teamGuardOf(app, known);
    const times = spansOf(known, start);
    const snapshots = await readPresent(app, known.slot.hosts, { times });
    const seats = await readSharedSlot(app, slotId);
    if (!seats || seats.slot.revision !== known.slot.revision) return "lost";
    const now = app.now();
    const overdue = snapshots.flatMap(({ holds }) => overdueBookings(holds, now));
    for (const id of overdue) await expireLocked(app, id);
    if (overdue.length > 0) return "lost";
    if (seats.bookings.length === 0) return accepted(seats.slot);

    const changes = await make(seats, now, snapshots);
    if (changes.ok && changes.value.length === 0) return accepted(seats.slot);
    return changes.ok
      ? await commitSharedSlot(app, seats, changes.value, { snapshots, teamGuard, now })
      : changes;
  };
  const locks = [...slot.hosts, ...bookings.slice(0, 1).flatMap(({ team }) => team?.id ?? [])];
  return await app.withLock(locks, () => retryCommit(attempt, MAX_ATTEMPTS));
}

/** Commits the change and returns the new slot; "taken" where the ledger of that day is full. */
async function commitSharedSlot(
  app: App,
  { slot, bookings }: SharedSlotBookings,
  changed: BookingChange[],
  { snapshots, teamGuard, now }: {
    snapshots: HostSnapshot[];
    teamGuard: VersionedGuard | null;
    now: number;
  },
): Promise<Outcome<SharedSlot, "taken"> | "lost"> {
  const ids = changed.map(({ booking }) => booking.id);
  const holds = changed.flatMap(({ booking }) => holdsOf(booking, now));
  const hostChanges = snapshots.map(({ guard, shards }) => ({
    guard,
    was: shards,
    is: replaceHolds(shards, ids, holds),
  }));
  if (hostChanges.some((change) => fitsInStore(change.was) && !fitsInStore(change.is))) {
    return refused("taken");
  }
  const was = new Map(bookings.map((booking) => [booking.id, booking]));
  const all = [...bookings, ...changed.map(({ booking }) => booking)];
  const slots = await slotsAfterChange(app.kv, hostChanges[0]?.is, all, now);
  const is = slots.find(({ id }) => id === slot.id)!;
  const entryLocations = await listEntryLocations(app.kv, [slot.id]);
  const isDone = is.start !== slot.start || is.bookingIds.length === 0 ||
    JSON.stringify(is.type.location) !== JSON.stringify(slot.type.location);
  const listeners = listenersAmong([teamGuard, ...hostChanges.map(({ guard }) => guard)]);
  const committed = await commitBookings(app, {
    now,
    changes: changed.map(({ booking, event }) => ({
      was: was.get(booking.id)!,
      booking,
      entry: historyEntryOf(booking, event, now),
    })),
    hosts: hostChanges,
    team: teamGuard && { guard: teamGuard, rotation: null },
    slots,
    jobs: sharedSlotJobs({ slot, bookings }, changed, { entryLocations, isDone, listeners, now }),
  });
  return committed ? accepted(is) : "lost";
}

/** The guard of the team whose collective the slot is; null for a host's own event type. */
async function teamGuardOf(
  app: App,
  { bookings: [first] }: SharedSlotBookings,
): Promise<VersionedGuard | null> {
  return first?.team ? await getGuard(app.kv, first.team.id) : null;
}

function historyEntryOf(booking: Booking, event: HistoryEntry["event"], at: number): HistoryEntry {
  const { changedBy: by, start, end } = booking;
  return { at, by, event, start, end };
}

async function readSharedSlot(app: App, slotId: string): Promise<SharedSlotBookings | null> {
  const slot = await getSlot(app.kv, slotId);
  return slot && { slot, bookings: await getBookings(app.kv, slot.bookingIds) };
}

function spansOf({ slot, bookings }: SharedSlotBookings, start: number | null): Span[] {
  const own = bookings.flatMap((booking) =>
    booking.rescheduleRequest ? [booking, booking.rescheduleRequest] : [booking]
  );
  const to = start === null ? [] : [{ start, end: start + slot.end - slot.start }];
  return [slot, ...own, ...to];
}
