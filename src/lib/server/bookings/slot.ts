/** What happens to a slot as a whole: its host has moved or deleted the one event that its guests share. */
import {
  type Booking,
  cancelBooking,
  type HistoryEntry,
  holdsOf,
  moveBooking,
  rejectBooking,
  rejectMove,
} from "$lib/scheduling/booking.ts";
import { conflicts, isLive } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { heldByOthers, type Slot } from "$lib/scheduling/seats.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { overdue, type Person, readPersons } from "../persons.ts";
import { commitBookings, getBookings } from "../store/bookings.ts";
import { rehold } from "../store/ledger.ts";
import { getSlot, slotsWith } from "../store/slots.ts";
import { listStanding } from "../store/written.ts";
import type { Changed } from "./change.ts";
import { expireInTurn } from "./expire.ts";
import { toldLater } from "./tell-seats.ts";

/** A slot with everybody in it, and with whoever asks to move there. */
interface Seats {
  slot: Slot;
  bookings: Booking[];
}

const TRIES = 25;
/** What one commit of the store takes, with room for the rest of it. */
const MOST_BYTES = 500_000;

/** Moves a slot with all its guests, or none of them: "taken" when another booking of the host holds the time. */
export function moveSlot(
  app: App,
  slotId: string,
  { hostId, start }: { hostId: string; start: number },
): Promise<Outcome<Slot>> {
  return changeSlot(app, slotId, hostId, start, (seats, now, persons) => {
    const { slot, bookings } = seats;
    const to = { start, end: start + slot.end - slot.start };
    if (start <= now) return refused("not-offered");
    const wanted = { ...slot, ...to };
    const moving = bookings.filter((booking) => booking.slot === slotId);
    const others = moving.reduce(
      (holds, { id }) => heldByOthers(holds, id),
      persons.flatMap(({ holds }) => holds),
    ).filter((hold) => hold.slot !== slotId);
    if (others.some((hold) => isLive(hold, now) && conflicts(hold, wanted))) {
      return refused("taken");
    }
    if (sizeOf(bookings) > MOST_BYTES) return refused("taken");
    return each(bookings, (booking) => {
      if (booking.slot !== slotId) return named(rejectMove(booking, now, ""), "move-rejected");
      return named(moveBooking(booking, now, "calendar", to), "moved");
    });
  });
}

/** Ends a slot for everybody: meetings are cancelled, requests and wishes to move here are declined. */
export async function endSlot(
  app: App,
  slotId: string,
  { hostId }: { hostId: string },
): Promise<Outcome<Slot>> {
  for (;;) {
    const ended = await changeSlot(
      app,
      slotId,
      hostId,
      null,
      ({ bookings }, now) =>
        each(fitting(bookings), (booking) => {
          if (booking.slot !== slotId) return named(rejectMove(booking, now, ""), "move-rejected");
          return booking.status === "PENDING"
            ? named(rejectBooking(booking, now, ""), "rejected")
            : named(cancelBooking(booking, now, "calendar", ""), "cancelled");
        }),
    );
    if (!ended.ok || ended.value.bookings.length === 0) return ended;
  }
}

/** Changes every booking of a slot in one commit. The guard alone says that none of them has changed meanwhile: every change of a live booking turns it. */
async function changeSlot(
  app: App,
  slotId: string,
  hostId: string,
  start: number | null,
  make: (seats: Seats, now: number, persons: Person[]) => Outcome<Changed[]>,
): Promise<Outcome<Slot>> {
  const outcome = await app.inTurn([hostId], async () => {
    for (let tries = 0; tries < TRIES; tries++) {
      const known = await readSeats(app, slotId);
      if (!known?.slot.hosts.includes(hostId)) return refused("not-found");
      const persons = await readPersons(app, known.slot.hosts, timesOf(known, start));
      const seats = await readSeats(app, slotId);
      if (!seats || seats.slot.revision !== known.slot.revision) continue;
      const now = app.now();
      const past = persons.flatMap((person) => overdue(person.holds, now));
      for (const id of past) await expireInTurn(app, id);
      if (past.length > 0) continue;
      if (seats.bookings.length === 0) return accepted(seats.slot);

      const made = make(seats, now, persons);
      if (!made.ok) return made;
      const slot = await commitSeats(app, seats, made.value, persons, now);
      if (slot) return accepted(slot);
    }
    return refused("busy", { retryAfter: 1 });
  });
  if (outcome.ok) app.wake();
  return outcome;
}

/** The slot as it is afterwards; null when something moved meanwhile. */
async function commitSeats(
  app: App,
  { slot, bookings }: Seats,
  changed: Changed[],
  persons: Person[],
  now: number,
): Promise<Slot | null> {
  const ids = changed.map(({ booking }) => booking.id);
  const holds = changed.flatMap(({ booking }) => holdsOf(booking, now));
  const turns = persons.map(({ guard, shards }) => ({
    guard,
    was: shards,
    is: rehold(shards, ids, holds),
  }));
  const was = new Map(bookings.map((booking) => [booking.id, booking]));
  const all = [...bookings, ...changed.map(({ booking }) => booking)];
  const slots = await slotsWith(app.kv, turns[0]?.is, all, now);
  const is = slots.find(({ id }) => id === slot.id)!;
  const standing = await listStanding(app.kv, [slot.id]);
  const isDone = is.start !== slot.start || is.bookings.length === 0;
  const committed = await commitBookings(app.kv, {
    now,
    changes: changed.map(({ booking, event }) => ({
      was: was.get(booking.id)!,
      booking,
      entry: entryOf(booking, event, now),
    })),
    persons: turns,
    slots,
    jobs: toldLater(slot, changed, standing, isDone, now),
  });
  return committed ? is : null;
}

function entryOf(booking: Booking, what: HistoryEntry["what"], at: number): HistoryEntry {
  const { changedBy: by, start, end } = booking;
  return { at, by, what, start, end };
}

async function readSeats(app: App, slotId: string): Promise<Seats | null> {
  const slot = await getSlot(app.kv, slotId);
  return slot && { slot, bookings: await getBookings(app.kv, slot.bookings) };
}

function timesOf({ slot, bookings }: Seats, start: number | null): Span[] {
  const own = bookings.flatMap((booking) => booking.move ? [booking, booking.move] : [booking]);
  const to = start === null ? [] : [{ start, end: start + slot.end - slot.start }];
  return [slot, ...own, ...to];
}

/** As many as one commit takes. */
function fitting(bookings: Booking[]): Booking[] {
  let size = 0;
  return bookings.filter((booking, i) => (size += sizeOf([booking])) <= MOST_BYTES || i === 0);
}

/** Text outside Latin-1 costs two bytes a character. */
function sizeOf(bookings: Booking[]): number {
  return 2 * JSON.stringify(bookings).length;
}

function each(
  bookings: Booking[],
  make: (booking: Booking) => Outcome<Changed>,
): Outcome<Changed[]> {
  const made: Changed[] = [];
  for (const booking of bookings) {
    const one = make(booking);
    if (!one.ok) return one;
    made.push(one.value);
  }
  return accepted(made);
}

function named(outcome: Outcome<Booking>, event: Changed["event"]): Outcome<Changed> {
  return outcome.ok ? accepted({ booking: outcome.value, event }) : outcome;
}
