import { type Booking, type HistoryEntry, holdsOf } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Slot } from "$lib/scheduling/seats.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { overdue, type Person, readPersons } from "../persons.ts";
import { commitBookings, getBookings } from "../store/bookings.ts";
import { fits, rehold } from "../store/ledger.ts";
import { getSlot, slotsWith } from "../store/slots.ts";
import { listStanding } from "../store/written.ts";
import type { Changed } from "./change.ts";
import { expireInTurn } from "./expire.ts";
import { toldLater } from "./tell-seats.ts";

/** A slot with everybody in it, and with whoever asks to move there. */
export interface Seats {
  slot: Slot;
  bookings: Booking[];
}

const TRIES = 25;

/** Changes every booking of a slot in one commit. The guard alone says that none of them has changed meanwhile: every change of a live booking turns it. */
export async function changeSlot(
  app: App,
  slotId: string,
  hostId: string,
  start: number | null,
  make: (seats: Seats, now: number, persons: Person[]) => Outcome<Changed[]>,
): Promise<Outcome<Slot>> {
  await app.checkLedger(hostId);
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
      const committed = await commitSeats(app, seats, made.value, persons, now);
      if (committed) return committed;
    }
    return refused("busy", { retryAfter: 1 });
  });
  if (outcome.ok) app.wake();
  return outcome;
}

/** The slot as it is afterwards, "taken" where a day has no room for it; null when something moved meanwhile. */
async function commitSeats(
  app: App,
  { slot, bookings }: Seats,
  changed: Changed[],
  persons: Person[],
  now: number,
): Promise<Outcome<Slot> | null> {
  const ids = changed.map(({ booking }) => booking.id);
  const holds = changed.flatMap(({ booking }) => holdsOf(booking, now));
  const turns = persons.map(({ guard, shards }) => ({
    guard,
    was: shards,
    is: rehold(shards, ids, holds),
  }));
  if (turns.some((turn) => fits(turn.was) && !fits(turn.is))) return refused("taken");
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
  return committed ? accepted(is) : null;
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
