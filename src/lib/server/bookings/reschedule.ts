import { type Booking, isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { overdueBookings } from "../availability/snapshots.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { hashOf } from "../runtime/secrets.ts";
import {
  getBooking,
  type IdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
  saveIdempotencyRecord,
} from "../store/bookings.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getOpenHosts } from "../store/hosts.ts";
import { askForInstant } from "../availability/ask-calendars.ts";
import { change, type ChangeRefusal } from "./change.ts";
import type { HostTimeRefusal } from "./decide-time.ts";
import { rescheduleByGuest, rescheduleByHost } from "./decide-reschedule.ts";
import { expireLocked } from "./expire.ts";
import { bookingResponse } from "./booking-json.ts";

/** A new time for a booking. */
export interface RescheduleInput {
  by: {
    actor: "guest";
    /** The zone in which the guest picked it; missing leaves the guest's zone unchanged. */
    zone?: string;
  } | {
    actor: "host" | "calendar";
    hostId: string;
    /** Overrides conflicts with calendars. */
    force: boolean;
    /** Fingerprints of the conflicts that were shown; missing overrides all. */
    acknowledged?: readonly string[];
  };
  /** Epoch ms; the length stays. */
  start: number;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
  /** Hashes of the idempotency key and of the request's payload. */
  key: { hash: string; payload: string } | null;
}

/** Why a booking is not rescheduled. */
export type RescheduleRefusal =
  | ChangeRefusal
  | StateRefusal
  | HostTimeRefusal
  | "key-reused"
  | "too-late"
  | "too-many";

/** Each reschedule sends the host an email; this bounds how many one guest can cause. */
const PER_BOOKING_LIMIT: RateLimit = { max: 12, windowMs: HOUR };
/** For all bookings of one email address together. */
const PER_ADDRESS_LIMIT: RateLimit = { max: 40, windowMs: DAY };

/**
 * Reschedules a live booking; id and UID stay, and it may overlap its own old time. A guest's reschedule of a confirmed
 * meeting that requires approval is a request: both times are held until the host decides. "taken" and "not-offered" come
 * with the nearest available slots.
 */
export async function reschedule(
  app: App,
  bookingId: string,
  input: RescheduleInput,
): Promise<Outcome<Booking, RescheduleRefusal>> {
  const known = await getBooking(app.kv, bookingId);
  if (!known) return refused("not-found");
  if (!isSupportedInstant(input.start)) return refused("not-offered");
  const minutes = (known.end - known.start) / MINUTE;
  const to = { start: input.start, end: input.start + minutes * MINUTE };
  const type = await getBookedEventType(app.kv, known);
  const answers = input.by.actor === "guest"
    ? await askForInstant(app, known.hosts, type, to)
    : new Map();
  let stored: Deno.KvEntryMaybe<IdempotencyRecord> | null = null;
  let shown = input.revision;

  const outcome = await change(app, bookingId, {
    requested: { time: () => to, type: (booking) => getBookedEventType(app.kv, booking) },
    async decide(was, now, snapshots) {
      stored = input.key && await readIdempotencyRecord(app.kv, input.key.hash);
      if (stored?.value && isIdempotencyRecordValid(stored.value, now)) {
        const isSame = stored.value.payloadHash === input.key?.payload;
        return isSame ? { unchanged: accepted(was) } : refused("key-reused");
      }
      const isUnchanged = isLiveBooking(was, now) && was.start === to.start &&
        !was.rescheduleRequest;
      const isRequested = input.by.actor === "guest" &&
        pendingReschedule(was, now)?.start === to.start;
      if (isUnchanged || isRequested) {
        // Stored like any other response: a replay must not undo what the host changes in between.
        const isSaved = !stored || !input.key ||
          await saveIdempotencyRecord(app.kv, stored, {
            payloadHash: input.key.payload,
            bookingId,
            response: bookingResponse(was),
            at: now,
          });
        return isSaved ? { unchanged: accepted(was) } : "retry";
      }
      if (shown !== null && shown !== was.revision) return refused("changed");
      const overdue = snapshots.flatMap(({ holds }) => overdueBookings(holds, now));
      for (const id of overdue) {
        const expired = await expireLocked(app, id);
        // The form already showed this reschedule request as expired, so storing that is no change to its user.
        const isOwn = expired.ok && id === was.id && expired.value.revision === was.revision + 1;
        if (shown !== null && isOwn) shown = expired.value.revision;
      }
      if (overdue.length > 0) return "retry";
      const attempt = { was, now, snapshots, to };
      if (input.by.actor !== "guest") return await rescheduleByHost(app, attempt, input.by);
      const { zone = was.guest.zone } = input.by;
      const changed = await rescheduleByGuest(app, attempt, { answers, zone });
      const retryAfter = changed.ok ? await rescheduleLimitWait(app, was) : null;
      return retryAfter === null ? changed : refused("too-many", { retryAfter });
    },
    idempotency: (booking, now) =>
      stored && input.key && {
        was: stored,
        record: {
          payloadHash: input.key.payload,
          bookingId,
          response: bookingResponse(booking),
          at: now,
        },
      },
  });
  const code = outcome.ok ? null : outcome.refusal.code;
  if (!type || (code !== "taken" && code !== "not-offered")) return outcome;
  const alternatives = await suggestAlternatives(app, {
    hosts: await getOpenHosts(app.kv, known.hosts) ?? [],
    type,
    minutes,
    near: input.start,
    excludedBookingId: bookingId,
  });
  return refused(code, { alternatives });
}

/** Seconds until the guest may reschedule again; null when now. Also limited by address, since a guest may have entered somebody else's. */
async function rescheduleLimitWait(app: App, { id, guest }: Booking): Promise<number | null> {
  return app.limits.take("reschedules", id, PER_BOOKING_LIMIT) ??
    app.limits.take(
      "reschedules to address",
      await hashOf("guest", guestKey(guest.email)),
      PER_ADDRESS_LIMIT,
    );
}
