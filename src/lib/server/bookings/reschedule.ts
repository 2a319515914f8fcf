import {
  type Booking,
  isLiveBooking,
  isSeat,
  pendingReschedule,
  type Placement,
} from "$lib/scheduling/booking.ts";
import { requestReschedule, rescheduleBooking } from "$lib/scheduling/booking-transitions.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { holdsConflict, isLive, withBuffers } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { holdsOfOthers, placementAt, seatHolders } from "$lib/scheduling/shared-slot.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { suggestAlternatives } from "../availability/find-slots.ts";
import { type HostSnapshot, overdueBookings } from "../availability/snapshots.ts";
import { hashOf, newId } from "../runtime/secrets.ts";
import {
  getBooking,
  type IdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
  saveIdempotencyRecord,
} from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { readHostPolicies } from "../availability/host-policies.ts";
import { bookedEventType } from "./booked-event-type.ts";
import { askForInstant, type InstantCalendarAnswer } from "../availability/ask-calendars.ts";
import { type BookingChange, change } from "./change.ts";
import { conflictFingerprint } from "./conflict-fingerprints.ts";
import { expireLocked } from "./expire.ts";
import { responseOf } from "./idempotency.ts";
import { decideTime } from "./decide-time.ts";

/** A wish for another time. */
export interface RescheduleInput {
  by: {
    actor: "guest"; /** The zone that the guest picked it in; missing leaves theirs. */
    zone?: string;
  } | {
    actor: "host" | "calendar";
    hostId: string;
    /** Over a calendar's busy time, which the host has seen. */
    force: boolean;
    /** What of it they were shown, by its marks; missing sets aside whatever there is. */
    shown?: readonly string[];
  };
  /** Epoch ms; the length stays. */
  start: number;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
  /** Hash of the idempotency key, and of what was asked under it. */
  key: { hash: string; payload: string } | null;
}

const MINUTE = 60_000;
/** Each move is an email to the host: a guest who has one link must not have hundreds sent. */
const PER_BOOKING_LIMIT: RateLimit = { max: 12, windowMs: 60 * MINUTE };
/** Of all bookings under one address together. */
const PER_ADDRESS_LIMIT: RateLimit = { max: 40, windowMs: 24 * 60 * MINUTE };

/**
 * Moves a live booking; id and UID stay, and it may overlap its own old time. A guest's move of an agreed meeting on approval
 * is a wish: both times are held until the host decides. Refuses "taken" and "not-offered" with the nearest free starts.
 */
export async function reschedule(
  app: App,
  bookingId: string,
  input: RescheduleInput,
): Promise<Outcome<Booking>> {
  const known = await getBooking(app.kv, bookingId);
  const host = known && await getHost(app.kv, known.hosts[0]!);
  if (!known || !host) return refused("not-found");
  if (!isSupportedInstant(input.start)) return refused("not-offered");
  const minutes = (known.end - known.start) / MINUTE;
  const to = { start: input.start, end: input.start + minutes * MINUTE };
  const type = await bookedEventType(app.kv, known);
  const asked = type && input.by.actor === "guest"
    ? await askForInstant(app, host, type, input.start, minutes)
    : null;
  let stored: Deno.KvEntryMaybe<IdempotencyRecord> | null = null;
  let shown = input.revision;

  const outcome = await change(app, bookingId, {
    wantedSpan: to,
    async decide(was, now, persons) {
      stored = input.key && await readIdempotencyRecord(app.kv, input.key.hash);
      if (stored?.value && isIdempotencyRecordValid(stored.value, now)) {
        const isSame = stored.value.payloadHash === input.key?.payload;
        return isSame ? { answered: accepted(was) } : refused("key-reused");
      }
      const isThere = isLiveBooking(was, now) && was.start === to.start && !was.rescheduleRequest;
      const isAsked = input.by.actor === "guest" && pendingReschedule(was, now)?.start === to.start;
      if (isThere || isAsked) {
        // Kept like any other answer: a repeat must not undo what the host does meanwhile.
        const kept = !stored || !input.key ||
          await saveIdempotencyRecord(app.kv, stored, {
            payloadHash: input.key.payload,
            bookingId,
            response: responseOf(was),
            at: now,
          });
        return kept ? { answered: accepted(was) } : "retry";
      }
      if (shown !== null && shown !== was.revision) return refused("changed");
      const past = persons.flatMap((person) => overdueBookings(person.holds, now));
      for (const id of past) {
        const expired = await expireLocked(app, id);
        // The form showed its own expired request to reschedule as over; that the store says so now is no change.
        const isOwn = expired.ok && id === was.id && expired.value.revision === was.revision + 1;
        if (shown !== null && isOwn) shown = expired.value.revision;
      }
      if (past.length > 0) return "retry";
      if (input.by.actor !== "guest") {
        return await rescheduleAsHost(app, was, now, persons, to, input.by);
      }
      const made = await rescheduleAsGuest(app, was, now, persons, to, asked, input.by.zone);
      const retryAfter = made.ok ? await rescheduleLimitWait(app, was) : null;
      return retryAfter === null ? made : refused("too-many", { retryAfter });
    },
    idempotency: (booking, now) =>
      stored && input.key && {
        was: stored,
        record: {
          payloadHash: input.key.payload,
          bookingId,
          response: responseOf(booking),
          at: now,
        },
      },
  });
  const code = outcome.ok ? null : outcome.refusal.code;
  if (!type || (code !== "taken" && code !== "not-offered")) return outcome;
  const mover = bookingId;
  const alternatives = await suggestAlternatives(app, host, type, minutes, input.start, { mover });
  return refused(code, { alternatives });
}

/** A guest's move is an email to the guest, too, and whoever booked may have given somebody else's address. */
async function rescheduleLimitWait(app: App, { id, guest }: Booking): Promise<number | null> {
  return app.limits.take("moves", id, PER_BOOKING_LIMIT) ??
    app.limits.take(
      "moves to address",
      await hashOf("guest", guestKey(guest.email)),
      PER_ADDRESS_LIMIT,
    );
}

/** A guest moves within what the picker offers; where the host has agreed to a meeting, the host is asked again. */
async function rescheduleAsGuest(
  app: App,
  was: Booking,
  now: number,
  persons: HostSnapshot[],
  to: Span,
  asked: InstantCalendarAnswer | null,
  zone = was.guest.zone,
): Promise<Outcome<BookingChange>> {
  const live = rescheduleBooking(was, now, "guest", to);
  if (!live.ok) return live;
  if (isTooLate(was, "move", now)) return refused("too-late");
  const type = await bookedEventType(app.kv, was);
  if (!type?.active) return refused("inactive");
  const minutes = (to.end - to.start) / MINUTE;
  let isInstant = was.status === "PENDING";
  for (const person of persons) {
    const verdict = decideTime(
      person,
      type,
      await readHostPolicies(app.kv, person.host, type, to),
      to.start,
      minutes,
      asked,
      now,
      app.settings.syncIntervalMs,
      was.id,
    );
    if (!verdict.ok) return verdict;
    if (verdict.value.status === "CONFIRMED") isInstant = true;
  }
  const place = newPlacement(was, type, persons, to, now);
  const changed = isInstant
    ? rescheduleBooking(was, now, "guest", place)
    : requestReschedule(was, now, place, app.settings.bookingTtlMs);
  if (!changed.ok) return changed;
  const booking = { ...changed.value, guest: { ...was.guest, zone } };
  return accepted({ booking, event: isInstant ? "moved" : "reschedule-requested" });
}

/** A host moves to any time to come that no other live booking holds; busy time of a calendar only when shown it. */
async function rescheduleAsHost(
  app: App,
  was: Booking,
  now: number,
  persons: HostSnapshot[],
  to: Span,
  by: Extract<RescheduleInput["by"], { hostId: string }>,
): Promise<Outcome<BookingChange>> {
  if (!was.hosts.includes(by.hostId)) return refused("not-found");
  if (was.end <= now) return refused("changed");
  if (to.start <= now) return refused("not-offered");
  const type = await bookedEventType(app.kv, was);
  const place = newPlacement(was, type, persons, to, now);
  const wanted = {
    ...to,
    bufferBefore: place.bufferBefore ?? was.bufferBefore,
    bufferAfter: place.bufferAfter ?? was.bufferAfter,
  };
  for (const { holds, busy } of persons) {
    const others = holdsOfOthers(holds, was.id).filter((hold) => isLive(hold, now));
    const joined = others.find(({ slot }) => slot === place.slot);
    if (joined && seatHolders(joined, now).length >= (type?.seats ?? 1)) return refused("taken");
    if (others.some((hold) => hold !== joined && holdsConflict(hold, wanted))) {
      return refused("taken");
    }
    const shown = by.force ? by.shown : [];
    const inTheWay = busy.filter((span) => overlaps(span, withBuffers(wanted)));
    const marks = await Promise.all(inTheWay.map((span) => conflictFingerprint(span, "busy")));
    if (shown && marks.some((mark) => !shown.includes(mark))) {
      return refused("conflict", { acknowledged: marks });
    }
  }
  const moved = rescheduleBooking(was, now, by.actor, place);
  return moved.ok ? accepted({ booking: moved.value, event: "moved" }) : moved;
}

/** A seat moves alone: into the slot that stands at the other time, or into a new one; who has the time to themselves keeps it so. */
function newPlacement(
  was: Booking,
  type: EventType | null,
  persons: HostSnapshot[],
  to: Span,
  now: number,
): Placement {
  const isShared = isSeat(was) || (type?.seats ?? 1) > 1;
  if (!isShared) return to;
  const holds = persons.flatMap((person) => person.holds);
  return placementAt(holds, { id: was.type.id }, to, now, newId());
}
