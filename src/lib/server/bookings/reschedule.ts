import { type Booking, isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { withBuffers } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { typeAt } from "$lib/scheduling/proposed-times.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { overdueBookings } from "../availability/snapshots.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getBooking } from "../store/bookings.ts";
import {
  type IdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
  saveIdempotencyRecord,
} from "../store/idempotency-records.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { askEach, askForInstant, type CalendarAnswers } from "../availability/ask-calendars.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import type { HostTimeRefusal } from "../changes/decide-time.ts";
import { rescheduleByGuest, rescheduleByHost } from "./decide-reschedule.ts";
import { expireLocked } from "../changes/expire.ts";
import { bookingResponse } from "../changes/booking-json.ts";
import { hostsToSearch } from "../changes/booked-page.ts";
import { optionalFor } from "./reschedule-team.ts";
import { actsAs } from "../changes/team-rights.ts";

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
  /** Whether another date of its series was rescheduled with it. */
  isToldWithOther?: boolean;
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
 * meeting that requires approval is a request: both times are held until the host decides. A request whose guest takes a
 * proposed time is confirmed. "taken" and "not-offered" come with the nearest available slots.
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
  const type = await bookedTypeAt(app, known, input.start);
  let answers = await askBefore(app, known, type, { to, by: input.by });
  let outcome = await rescheduleTo(app, bookingId, input, { to, answers, mayAsk: true });
  for (let asked = 1; "ask" in outcome; asked++) {
    const mayAsk = asked < MAX_ASKED;
    answers = new Map([...answers, ...await askForInstant(app, outcome.ask, type, to)]);
    outcome = await rescheduleTo(app, bookingId, input, { to, answers, mayAsk });
  }
  const code = outcome.ok ? null : outcome.refusal.code;
  if (!type || (code !== "taken" && code !== "not-offered")) return outcome;
  return refused(code, { alternatives: await alternativesFor(app, known, input.start) });
}

async function bookedTypeAt({ kv }: App, booking: Booking, start: number) {
  return typeAt(await getBookedEventType(kv, booking), booking, start);
}

/** Other times near the one that a booking cannot be moved to. */
export async function alternativesFor(app: App, booking: Booking, near: number): Promise<number[]> {
  const type = await getBookedEventType(app.kv, booking);
  return type
    ? await suggestAlternatives(app, {
      hosts: await hostsToSearch(app, booking, type),
      type,
      minutes: (booking.end - booking.start) / MINUTE,
      near,
      excludedBookingId: booking.id,
    })
    : [];
}

/** How many further members of a round robin are asked for one reschedule, one after the other. */
const MAX_ASKED = 4;

/** What the calendars answer before anything is decided: the hosts' to a guest, the others' where one member moved their entry. */
function askBefore(
  app: App,
  known: Booking,
  type: EventType | null,
  { to, by }: { to: Span; by: RescheduleInput["by"] },
): Promise<CalendarAnswers> {
  const isCollective = known.team?.mode === "collective";
  if (by.actor === "guest") {
    const optional = isCollective && type ? optionalFor(known, type) : [];
    return askForInstant(app, [...new Set([...known.hosts, ...optional])], type, to);
  }
  if (by.actor === "host" || !isCollective) return Promise.resolve(new Map());
  const others = known.hosts.filter((hostId) => hostId !== by.hostId);
  const { bufferBefore, bufferAfter } = known;
  return askEach(app, others, withBuffers({ ...to, bufferBefore, bufferAfter }), OTHERS_LIMIT_MS);
}

/** How long the calendars of the other members are waited for. */
const OTHERS_LIMIT_MS = 4_000;

/** What is known before a booking is rescheduled. */
interface Asked {
  to: Span;
  answers: CalendarAnswers;
  /** Whether there is still time to ask the calendars of further members. */
  mayAsk: boolean;
}

/** One attempt: the rescheduled booking, a refusal, or hosts whose calendars are to be asked first. */
async function rescheduleTo(
  app: App,
  bookingId: string,
  input: RescheduleInput,
  { to, answers, mayAsk }: Asked,
): Promise<Outcome<Booking, RescheduleRefusal> | { ask: string[] }> {
  let stored: Deno.KvEntryMaybe<IdempotencyRecord> | null = null;
  let shown = input.revision;
  let ask: string[] = [];

  const outcome = await change<RescheduleRefusal>(app, bookingId, {
    isToldWithOther: input.isToldWithOther,
    requested: { time: () => to, type: (booking) => bookedTypeAt(app, booking, to.start) },
    async decide(was, now, snapshots) {
      const { by } = input;
      if (by.actor !== "guest" && !await actsAs(app.kv, was, by.hostId)) {
        return refused("not-found");
      }
      stored = input.key && await readIdempotencyRecord(app.kv, input.key.hash);
      if (stored?.value && isIdempotencyRecordValid(stored.value, now)) {
        const isSame = stored.value.payloadHash === input.key?.payload;
        return isSame ? { unchanged: accepted(was) } : refused("key-reused");
      }
      const isUnchanged = isLiveBooking(was, now) && was.start === to.start &&
        !was.rescheduleRequest;
      const isRequested = by.actor === "guest" &&
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
      if (by.actor !== "guest") {
        return await rescheduleByHost(app, attempt, { ...by, answers });
      }
      const { zone = was.guest.zone } = by;
      const changed = await rescheduleByGuest(app, attempt, { answers, zone, mayAsk });
      if (changed === "lost") return "retry";
      if ("ask" in changed) {
        ask = changed.ask;
        return refused("busy");
      }
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
  return ask.length > 0 ? { ask } : outcome;
}

/** Seconds until the guest may reschedule again; null when now. Also limited by address, since a guest may have entered somebody else's. */
export async function rescheduleLimitWait(
  app: App,
  { id, guest }: Booking,
): Promise<number | null> {
  return app.limits.take("reschedules", id, PER_BOOKING_LIMIT) ??
    app.limits.take(
      "reschedules to address",
      await hashOf("guest", guestKey(guest.email)),
      PER_ADDRESS_LIMIT,
    );
}
