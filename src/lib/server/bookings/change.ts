import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { isClosed } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { BookingEvent } from "$lib/scheduling/booking-effects.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, readSnapshots } from "../availability/snapshots.ts";
import { type BookingCommit, commitBooking, readBooking } from "../store/bookings.ts";
import { fitsInStore, replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import { effectJobs } from "./effects.ts";
import { countGuestEmails } from "./recipient-limit.ts";

/** What a change made of a booking, and what that is called. */
export interface BookingChange {
  booking: Booking;
  event: BookingEvent;
}

/** What a change comes to: made or refused; "retry" reads everything anew, and what was answered before is answered again. */
export type ChangeResult = Outcome<BookingChange> | "retry" | { answered: Outcome<Booking> };

/** One change of a booking: decides over what was read after the guards. */
export interface BookingChangeSpec {
  /** A time that it wants to take beside those the booking holds. */
  wantedSpan?: Span;
  decide(was: Booking, now: number, persons: HostSnapshot[]): Promise<ChangeResult> | ChangeResult;
  /** The idempotency record to be written with it. */
  idempotency?(booking: Booking, now: number): BookingCommit["idempotency"];
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

/** Changes a booking when its people's turn has come. */
export async function change(
  app: App,
  bookingId: string,
  how: BookingChangeSpec,
): Promise<Outcome<Booking>> {
  const was = await readBooking(app.kv, bookingId);
  if (!was) return refused("not-found");
  const outcome = await app.withLock(was.value.hosts, () => changeLocked(app, bookingId, how));
  if (outcome.ok) app.wakeJobs();
  return outcome;
}

/** The same for somebody who already has the turn: reads every guard, decides, and commits with a check on guards and booking. */
export async function changeLocked(
  app: App,
  bookingId: string,
  how: BookingChangeSpec,
): Promise<Outcome<Booking>> {
  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const known = await readBooking(app.kv, bookingId);
    if (!known) return refused("not-found");
    const persons = await readHostsOf(app, known.value, how.wantedSpan);
    const was = await readBooking(app.kv, bookingId);
    if (!was || was.versionstamp !== known.versionstamp) continue;

    const now = app.now();
    const made = await how.decide(was.value, now, persons);
    if (made === "retry") continue;
    if ("answered" in made) return made.answered;
    if (!made.ok) return made;
    const { booking, event } = made.value;
    const holds = holdsOf(booking, now);
    // Nothing takes or keeps the time of somebody who has left.
    if (holds.length > 0 && persons.some(({ host }) => isClosed(host))) return refused("inactive");
    const lost = holds.length > 0 &&
      persons.some((person) => !person.holds.some((held) => isHoldOf(held, was.value)));
    if (lost) return refused("expired");

    const hosts = persons.map((person) => person.host);
    const turns = persons.map(({ guard, shards }) => ({
      guard,
      was: shards,
      is: replaceHolds(shards, [booking.id], holds),
    }));
    // Who gives time back is never refused.
    if (holds.length > 0 && turns.some(({ is }) => !fitsInStore(is))) return refused("taken");
    const standing = await listEntryLocations(app.kv, [booking.slot, was.value.slot]);
    const jobs = effectJobs(event, booking, hosts, now, was.value, standing);
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
      hosts: turns,
      slots: await slotsAfterChange(app.kv, turns[0]?.is, [was.value, booking], now),
      links: [],
      jobs,
      emailCount: await countGuestEmails(app, booking, jobs, now),
      idempotency: how.idempotency?.(booking, now) ?? null,
    }).catch((error) => wasCommitted(app, booking, error));
    if (committed) return accepted(booking);
  }
  return refused("busy", { retryAfter: 1 });
}

function isHoldOf(held: Hold, { id, slot }: Booking): boolean {
  return held.slot === slot && held.bookingIds.includes(id);
}

function readHostsOf(app: App, booking: Booking, wants?: Span): Promise<HostSnapshot[]> {
  const times: Span[] = [booking];
  if (booking.rescheduleRequest) times.push(booking.rescheduleRequest);
  if (wants) times.push(wants);
  return readSnapshots(app, booking.hosts, times);
}

/** After an error the commit may have happened all the same: the booking's own revision and time tell. */
async function wasCommitted(app: App, booking: Booking, error: unknown): Promise<boolean> {
  const stored = (await readBooking(app.kv, booking.id))?.value;
  const isOurs = stored?.revision === booking.revision &&
    stored.changedAt === booking.changedAt && stored.status === booking.status;
  if (isOurs) return true;
  throw error;
}
