import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { readBookings } from "../store/bookings.ts";
import { type EntryLocation, listEntryLocations } from "../store/calendar-entries.ts";
import { retryCommit } from "../kv/commit.ts";
import { getSlot } from "../store/shared-slots.ts";
import { listenersAmong } from "../store/webhook-events.ts";
import { changeOnce, type ChangeRefusal, locksOf, MAX_ATTEMPTS } from "../changes/change.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { expireOverdue } from "../changes/expire.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { type NewJob, seatChange } from "../store/job.ts";

/** A shared slot with its bookings, including those of guests who request to reschedule into it. */
export interface SharedSlotBookings {
  slot: SharedSlot;
  bookings: readonly Booking[];
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

/** Changes bookings of a slot in one commit, all of them or none. */
export async function changeSharedSlot<Code extends RefusalCode>(
  app: App,
  slotId: string,
  { hostId, start, make }: SlotChange<Code>,
): Promise<Outcome<SharedSlot, Code | ChangeRefusal>> {
  await app.checkLedger(hostId);
  const known = await readSharedSlot(app, slotId);
  if (!known?.slot.hosts.includes(hostId)) return refused("not-found");
  const attempt = async (): Promise<Outcome<SharedSlot, Code | ChangeRefusal> | "lost"> => {
    const found = await readSharedSlot(app, slotId);
    if (!found?.slot.hosts.includes(hostId)) return refused("not-found");
    const { slot } = found;
    let latest = slot, is = slot;
    const to = start === null ? [] : [{ start, end: start + slot.end - slot.start }];
    const read = async () => {
      const seats = await readSharedSlot(app, slotId);
      latest = seats?.slot ?? latest;
      return seats?.bookings ?? [];
    };
    const outcomes = await changeOnce<Code>(app, read, {
      candidates: () => slot.hosts,
      times: [slot, ...to],
      async decide(bookings, now, snapshots) {
        if (latest.revision !== slot.revision) return "retry";
        if (await expireOverdue(app, snapshots, now)) return "retry";
        const changes = await make({ slot, bookings }, now, snapshots);
        if (!changes.ok) return bookings.map(() => changes);
        return bookings.map((booking) => {
          const change = changes.value.find((one) => one.booking.id === booking.id);
          return change ? accepted(change) : { unchanged: accepted(booking) };
        });
      },
      records: (now) => ({
        async jointJobs(was, changes, slots, guards) {
          is = slots.find(({ id }) => id === slotId) ?? slot;
          const isDone = is.start !== slot.start || is.bookingIds.length === 0 ||
            JSON.stringify(is.type.location) !== JSON.stringify(slot.type.location);
          const entryLocations = await listEntryLocations(app.kv, [slotId]);
          const listeners = listenersAmong(guards);
          const seats = { slot, bookings: was };
          return sharedSlotJobs(seats, changes, { entryLocations, isDone, listeners, now });
        },
      }),
    });
    if (outcomes === "lost") return outcomes;
    if (!Array.isArray(outcomes)) return refused("taken");
    return outcomes.find((outcome) => !outcome.ok) ?? accepted(is);
  };
  const locks = [...known.slot.hosts, ...locksOf(known.bookings.map(({ value }) => value))];
  return await app.withLock(locks, () => retryCommit(attempt, MAX_ATTEMPTS));
}

async function readSharedSlot(app: App, slotId: string) {
  const slot = await getSlot(app.kv, slotId);
  return slot && { slot, bookings: await readBookings(app.kv, slot.bookingIds) };
}

/**
 * The jobs that follow a change of a whole slot: one that creates the guests' emails, since all of them together are too
 * much for one commit, and the calendar writes once the last booking is changed.
 */
function sharedSlotJobs(
  { slot, bookings }: { slot: SharedSlot; bookings: readonly Booking[] },
  changed: readonly BookingChange[],
  { entryLocations, isDone, listeners, now }: {
    entryLocations: readonly EntryLocation[];
    isDone: boolean;
    /** The hosts and the team who have subscriptions to webhooks. */
    listeners: string[];
    now: number;
  },
): NewJob[] {
  const before = (id: string) => bookings.find((each) => each.id === id)!;
  const bookingId = changed[0]!.booking.id;
  const notifications: NewJob[] = slot.hosts.slice(0, 1).map((hostId) => ({
    hostId,
    work: {
      kind: "notify-seats",
      hostId,
      seats: changed.map(({ booking, event }) => {
        const { id, revision, sequence } = booking;
        return {
          id,
          revision,
          event,
          ...(event === "rescheduled" && isConfirmed(booking) ? { sequence } : {}),
          ...(listeners.length > 0 ? { changed: seatChange(booking, before(id)) } : {}),
        };
      }),
      previousTime: { start: slot.start, end: slot.end },
      at: now,
      listeners,
    },
    dueAt: now,
  }));
  const writes = entryLocations.map(({ hostId, connectionId }): NewJob => ({
    hostId,
    work: { kind: "write-calendar", bookingId, slot: slot.id, hostId, connectionId },
    dueAt: now,
  }));
  return isDone ? [...notifications, ...writes] : notifications;
}
