import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { hasLeft } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import type { Event } from "$lib/scheduling/reactions.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type Person, readPersons } from "../persons.ts";
import { type BookingCommit, commitBooking, readBooking } from "../store/bookings.ts";
import { fits, rehold } from "../store/ledger.ts";
import { slotsWith } from "../store/slots.ts";
import { listStanding } from "../store/written.ts";
import { jobsFor } from "./follow.ts";
import { countedChange } from "./recipient-limit.ts";

/** What a change made of a booking, and what that is called. */
export interface Changed {
  booking: Booking;
  event: Event;
}

/** What a change comes to: made or refused; "look-again" reads everything anew, and what was answered before is answered again. */
export type Made = Outcome<Changed> | "look-again" | { answered: Outcome<Booking> };

/** One change of a booking: decides over what was read after the guards. */
export interface Change {
  /** A time that it wants to take beside those the booking holds. */
  wants?: Span;
  make(was: Booking, now: number, persons: Person[]): Promise<Made> | Made;
  /** The idempotency record to be written with it. */
  answer?(booking: Booking, now: number): BookingCommit["answer"];
}

/** Events whose own words the booking's message is; it stays with the booking through the others. */
const speaks = new Set<Event>([
  "confirmed",
  "rejected",
  "cancelled",
  "withdrawn",
  "move-rejected",
  "times-proposed",
]);

const TRIES = 25;

/** Changes a booking when its people's turn has come. */
export async function change(app: App, bookingId: string, how: Change): Promise<Outcome<Booking>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const outcome = await app.inTurn(was.value.hosts, () => changeInTurn(app, bookingId, how));
  if (outcome.ok) app.wake();
  return outcome;
}

/** The same for somebody who already has the turn: reads every guard, decides, and commits with a check on guards and booking. */
export async function changeInTurn(
  app: App,
  bookingId: string,
  how: Change,
): Promise<Outcome<Booking>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await readBooking(app.kv, bookingId);
    if (!known) return refused("not-found");
    const persons = await readConcerned(app, known.value, how.wants);
    const was = await readBooking(app.kv, bookingId);
    if (!was || was.versionstamp !== known.versionstamp) continue;

    const now = app.now();
    const made = await how.make(was.value, now, persons);
    if (made === "look-again") continue;
    if ("answered" in made) return made.answered;
    if (!made.ok) return made;
    const { booking, event } = made.value;
    const holds = holdsOf(booking, now);
    // Nothing takes or keeps the time of somebody who has left.
    if (holds.length > 0 && persons.some(({ host }) => hasLeft(host))) return refused("inactive");
    const lost = holds.length > 0 &&
      persons.some((person) => !person.holds.some((held) => holdsFor(held, was.value)));
    if (lost) return refused("expired");

    const hosts = persons.map((person) => person.host);
    const turns = persons.map(({ guard, shards }) => ({
      guard,
      was: shards,
      is: rehold(shards, [booking.id], holds),
    }));
    // Who gives time back is never refused.
    if (holds.length > 0 && turns.some(({ is }) => !fits(is))) return refused("taken");
    const standing = await listStanding(app.kv, [booking.slot, was.value.slot]);
    const jobs = jobsFor(event, booking, hosts, now, was.value, standing);
    const committed = await commitBooking(app.kv, {
      now,
      was,
      booking,
      entry: {
        at: now,
        by: booking.changedBy,
        what: event,
        start: (booking.move ?? booking).start,
        end: (booking.move ?? booking).end,
        ...(booking.message && speaks.has(event) ? { message: booking.message } : {}),
      },
      persons: turns,
      slots: await slotsWith(app.kv, turns[0]?.is, [was.value, booking], now),
      links: [],
      jobs,
      emails: await countedChange(app, booking, jobs, now),
      answer: how.answer?.(booking, now) ?? null,
    }).catch((error) => happened(app, booking, error));
    if (committed) return accepted(booking);
  }
  return refused("busy", { retryAfter: 1 });
}

function holdsFor(held: Hold, { id, slot }: Booking): boolean {
  return held.slot === slot && held.bookings.includes(id);
}

function readConcerned(app: App, booking: Booking, wants?: Span): Promise<Person[]> {
  const times: Span[] = [booking];
  if (booking.move) times.push(booking.move);
  if (wants) times.push(wants);
  return readPersons(app, booking.hosts, times);
}

/** After an error the commit may have happened all the same: the booking's own revision and time tell. */
async function happened(app: App, booking: Booking, error: unknown): Promise<boolean> {
  const stored = (await readBooking(app.kv, booking.id))?.value;
  const isOurs = stored?.revision === booking.revision &&
    stored.changedAt === booking.changedAt && stored.status === booking.status;
  if (isOurs) return true;
  throw error;
}
