import {
  type Booking,
  confirmBooking,
  expireBooking,
  rejectBooking,
} from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Event } from "$lib/scheduling/reactions.ts";
import type { App } from "../app.ts";
import { type Person, readPerson } from "../persons.ts";
import { commitBooking, readBooking } from "../store/bookings.ts";
import { hold, release } from "../store/ledger.ts";
import { jobsFor } from "./follow.ts";
import { lookNow } from "./look.ts";
import { organizerOf } from "./new-booking.ts";

/** A host's answer to a request, as the form sent it. */
export interface Decision {
  /** Who decides; somebody else's booking is "not-found". */
  hostId: string;
  /** The booking's revision that the form showed. */
  revision: number;
  message: string;
  /** The host saw the conflict or the unasked calendar and says yes anyway. */
  anyway: boolean;
}

const TRIES = 25;

/** The host's yes. "conflict" and "unreachable" come back once, to be shown; with `anyway` they are set aside. */
export async function confirm(
  app: App,
  bookingId: string,
  decision: Decision,
): Promise<Outcome<Booking>> {
  const seen = await seenBy(app, bookingId, decision);
  if (!seen.ok) return seen;
  const { booking, host } = seen.value;

  if (!decision.anyway) {
    const look = await lookNow(app, booking, host);
    const [conflict] = look.conflicts;
    if (conflict) return refused("conflict", { detail: conflict.title || conflict.calendar });
    if (look.unasked.length > 0) return refused("unreachable", { detail: look.unasked.join(", ") });
  }
  return await decided(app, bookingId, decision, {
    event: "confirmed",
    change: (was, now, persons) => {
      const confirmed = confirmBooking(was, now, decision.message);
      if (!confirmed.ok) return confirmed;
      const host = persons.find((person) => person.host.id === decision.hostId)!.host;
      return accepted({ ...confirmed.value, organizer: was.organizer ?? organizerOf(host) });
    },
  });
}

/** The host's no; nothing is written to a calendar. */
export async function reject(
  app: App,
  bookingId: string,
  decision: Decision,
): Promise<Outcome<Booking>> {
  const seen = await seenBy(app, bookingId, decision);
  if (!seen.ok) return seen;
  return await decided(app, bookingId, decision, {
    event: "rejected",
    change: (was, now) => rejectBooking(was, now, decision.message),
  });
}

/** Ends a request that is past its deadline; refused while it still has time or when it was decided. */
export async function expire(app: App, bookingId: string): Promise<Outcome<Booking>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const outcome = await app.inTurn(was.value.hosts, () => expireInTurn(app, bookingId));
  if (outcome.ok) app.wake();
  return outcome;
}

/** The same for somebody who already holds the turn of these persons. */
export function expireInTurn(app: App, bookingId: string): Promise<Outcome<Booking>> {
  return changeInTurn(app, bookingId, { event: "expired", change: expireBooking });
}

/** One change of a live booking: what it is called, and the rule that makes it. */
interface Change {
  event: Event;
  change: (was: Booking, now: number, persons: Person[]) => Outcome<Booking>;
}

async function seenBy(app: App, bookingId: string, decision: Decision) {
  const was = await readBooking(app.kv, bookingId);
  if (!was || !was.value.hosts.includes(decision.hostId)) return refused("not-found");
  const person = await readPerson(app, decision.hostId, was.value);
  if (!person) return refused("not-found");
  return accepted({ booking: was.value, host: person.host });
}

async function decided(
  app: App,
  bookingId: string,
  decision: Decision,
  change: Change,
): Promise<Outcome<Booking>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const outcome = await app.inTurn(was.value.hosts, () =>
    changeInTurn(app, bookingId, {
      ...change,
      change(booking, now, persons) {
        const changed = change.change(booking, now, persons);
        if (changed.ok && booking.revision !== decision.revision) return refused("changed");
        return changed;
      },
    }));
  if (outcome.ok) app.wake();
  return outcome;
}

/** Reads every guard, finds the booking's own hold, and commits with a check on guards and booking; looks again when a check is lost. */
async function changeInTurn(
  app: App,
  bookingId: string,
  { event, change }: Change,
): Promise<Outcome<Booking>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await readBooking(app.kv, bookingId);
    if (!known) return refused("not-found");
    const persons: Person[] = [];
    for (const hostId of known.value.hosts) {
      const person = await readPerson(app, hostId, known.value);
      if (person) persons.push(person);
    }
    const was = await readBooking(app.kv, bookingId);
    if (!was) return refused("not-found");

    const now = app.now();
    const changed = change(was.value, now, persons);
    if (!changed.ok) return changed;
    const booking = changed.value;
    const turns = persons.map((person) => {
      const own = person.holds.find((held) => held.slot === was.value.slot);
      const is = booking.status === "CONFIRMED" && own
        ? hold(person.shards, { ...own, until: null })
        : release(person.shards, was.value.slot);
      return { guard: person.guard, was: person.shards, is, held: own !== undefined };
    });
    if (booking.status === "CONFIRMED" && turns.some((turn) => !turn.held)) {
      return refused("expired");
    }

    const committed = await commitBooking(app.kv, {
      now,
      was,
      booking,
      entry: {
        at: now,
        by: booking.changedBy,
        what: event,
        start: booking.start,
        end: booking.end,
        ...(booking.message ? { message: booking.message } : {}),
      },
      persons: turns,
      links: [],
      jobs: jobsFor(event, booking, persons.map((person) => person.host), now),
      answer: null,
    }).catch((error) => happened(app, booking, error));
    if (committed) return accepted(booking);
  }
  return refused("busy", { retryAfter: 1 });
}

/** After an error the commit may have happened all the same: the booking's own revision and time tell. */
async function happened(app: App, booking: Booking, error: unknown): Promise<boolean> {
  const stored = (await readBooking(app.kv, booking.id))?.value;
  if (
    stored?.revision === booking.revision && stored.changedAt === booking.changedAt &&
    stored.status === booking.status
  ) {
    return true;
  }
  throw error;
}
