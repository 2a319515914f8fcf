import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parseAnswers } from "$lib/scheduling/booking-questions.ts";
import { messages } from "$lib/i18n/messages.ts";
import { placementAt } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import { suggestAlternatives } from "../availability/find-slots.ts";
import { findBookableType } from "../event-types/find-bookable-type.ts";
import { overdueBookings, readRequestInputs } from "../availability/snapshots.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { newId } from "../runtime/secrets.ts";
import { commitBooking, getBooking } from "../store/bookings.ts";
import { fitsInStore, replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { isWriteFailure } from "../store/errors.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import { askForInstant, type InstantCalendarAnswer } from "../availability/ask-calendars.ts";
import { hasTooManyPending, hasTooManyUpcoming, limitKeys } from "./pending-limits.ts";
import { expireLocked } from "./expire.ts";
import { effectJobs } from "./effects.ts";
import { type NewLinks, newLinks } from "./booking-links.ts";
import { newBooking } from "./new-booking.ts";
import { idempotencyHash, payloadHash, replayResponse, responseOf } from "./idempotency.ts";
import { addSentEmails, readEmailCount, secondsUntilAllowed } from "./recipient-limit.ts";
import { decideTime } from "./decide-time.ts";
import type { BookingRequest, RequestResult } from "./booking-request.ts";

const MAX_ATTEMPTS = 25;
const MINUTE = 60_000;

/**
 * Asks for a time: PENDING, or CONFIRMED at once for an instant type over calendars that answered.
 * Refuses "taken" and "not-offered" with the nearest free starts, "busy" when contention outlasts its retries.
 */
export async function request(app: App, wish: BookingRequest): Promise<Outcome<RequestResult>> {
  const key = { hash: await idempotencyHash(wish), payload: await payloadHash(wish) };
  const [answered, found] = await Promise.all([
    key.hash ? replayResponse(app, key.hash, key.payload) : null,
    findBookableType(app, wish.username, wish.slug, wish.link),
  ]);
  if (answered) return answered;
  if (!found.ok) return found;
  const { host, type } = found.value;
  const minutes = wish.minutes ?? type.durations[0]!;
  // A time or a length that anybody made up must not decide how much is read.
  if (!isSupportedInstant(wish.start) || !type.durations.includes(minutes)) {
    return refused("not-offered");
  }
  const answers = parseRequestAnswers(wish, type);
  if (!answers.ok) return answers;
  // Made while the store is read; nobody waits for them in turn.
  const links = newLinks(app, newId(), [host.id]);
  const from = await limitKeys(app, wish);
  const asked = await askForInstant(app, host, type, wish.start, minutes);

  const outcome = await app.withLock(
    [host.id],
    () =>
      commitRequest(app, {
        wish,
        known: { host, type },
        minutes,
        asked,
        links,
        limitKeys: from,
        key,
      }),
  ).catch(refuseIfDiskFull);
  if (outcome.ok) {
    app.wakeJobs();
    return outcome;
  }
  const { code } = outcome.refusal;
  if (code !== "taken" && code !== "not-offered") return outcome;
  return refused(code, {
    alternatives: await suggestAlternatives(app, host, type, minutes, wish.start),
  });
}

interface RequestAttempt {
  wish: BookingRequest;
  /** As they were before the turn came. */
  known: { host: Host; type: EventType };
  minutes: number;
  asked: InstantCalendarAnswer | null;
  links: Promise<NewLinks>;
  limitKeys: string[];
  key: { hash: string | null; payload: string };
}

/** Looks, judges and commits; a lost check means that something moved meanwhile, so it looks again. */
async function commitRequest(app: App, attempt: RequestAttempt): Promise<Outcome<RequestResult>> {
  const { wish, known, minutes, key } = attempt;
  const time = { start: wish.start, end: wish.start + minutes * MINUTE };

  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const wanted = await readRequestInputs(app, known, time, key.hash, wish.guest.email);
    if (!wanted) return refused("not-found");
    const { snapshot, type, policies } = wanted;
    if (!type.active) return refused("inactive");
    if (!type.durations.includes(minutes)) return refused("not-offered");
    const answers = parseRequestAnswers(wish, type);
    const answer = key.hash ? wanted.idempotency : null;
    const answered = key.hash && answer?.value && await replayResponse(app, key.hash, key.payload);
    if (answered) return answered;
    if (!answers.ok) return answers;
    const link = await privateLinks.find(app, wish.link, type);
    if (!link.ok) return link;
    if (type.privateLinkOnly && !link.value) return refused("not-found");

    const now = app.now();
    if (wanted.isBlocked) return refused("declined");
    const tooMany = await hasTooManyPending(app, snapshot.host.id, attempt.limitKeys, now);
    if (tooMany && type.decision === "approval") return refused("too-many-pending");
    const emails = await readEmailCount(app, wish.guest.email, now);
    const retryAfter = secondsUntilAllowed(app, emails, now);
    if (retryAfter !== null) return refused("too-many-emails", { retryAfter });
    const past = overdueBookings(snapshot.holds, now);
    for (const bookingId of past) await expireLocked(app, bookingId);
    if (past.length > 0) continue;

    const links = await attempt.links;
    const { syncIntervalMs, bookingTtlMs } = app.settings;
    const verdict = decideTime(
      snapshot,
      type,
      policies,
      time.start,
      minutes,
      attempt.asked,
      now,
      syncIntervalMs,
    );
    if (!verdict.ok) return verdict;
    const { host } = snapshot;
    const newSlot = type.seats > 1 ? newId() : null;
    const emailUnverified = type.requireVerifiedEmail && app.sendMail !== null && !wish.isTest;
    if (tooMany && (emailUnverified || verdict.value.status === "PENDING")) {
      return refused("too-many-pending");
    }
    const isAgreed = verdict.value.status === "CONFIRMED";
    if (isAgreed && await hasTooManyUpcoming(app, host.id, attempt.limitKeys, now)) {
      return refused("too-many-upcoming");
    }
    const booking: Booking = newBooking(
      links.bookingId,
      wish,
      attempt.limitKeys,
      answers.value,
      host,
      type,
      placementAt(snapshot.holds, type, time, now, newSlot),
      verdict.value,
      emailUnverified,
      links.sealed,
      now,
      bookingTtlMs,
    );
    if (link.value) booking.privateLinkHash = link.value.entry.value.hash;
    const said = responseOf(booking);
    const event = emailUnverified
      ? "verification-requested"
      : booking.status === "CONFIRMED"
      ? "confirmed"
      : "requested";
    // Only a slot that others have a seat in can stand in a calendar already.
    const isFirst = booking.slot === booking.id || booking.slot === newSlot;
    const standing = isFirst ? [] : await listEntryLocations(app.kv, [booking.slot]);
    const is = replaceHolds(snapshot.shards, [booking.id], holdsOf(booking, now));
    if (!fitsInStore(is)) return refused("taken");
    const jobs = effectJobs(event, booking, [host], now, null, standing);
    const committed = await commitBooking(app.kv, {
      now,
      was: null,
      booking,
      historyEntry: { at: now, by: "guest", event, ...time },
      hosts: [{ guard: snapshot.guard, was: snapshot.shards, is }],
      slots: await slotsAfterChange(app.kv, is, [booking], now),
      links: links.records,
      privateLink: link.value && privateLinks.withUse(link.value, booking.id),
      jobs,
      emailCount: addSentEmails(emails, jobs),
      idempotency: answer &&
        {
          was: answer,
          record: { payloadHash: key.payload, bookingId: booking.id, response: said, at: now },
        },
    }).catch((error) => wasStored(app, booking.id, error));
    if (committed) return accepted({ booking, said, token: links.guestToken, replayed: false });
  }
  return refused("busy", { retryAfter: 1 });
}

function parseRequestAnswers({ guest }: BookingRequest, { questions }: EventType) {
  return parseAnswers(questions, guest.answers, messages("en").booking.answers);
}

/** No room to store it is a "no" like others: the form comes back with what was typed. */
function refuseIfDiskFull(error: unknown) {
  if (!isWriteFailure(error)) throw error;
  return refused("cannot-save", { retryAfter: 60 });
}

/** After an error the commit may have happened all the same: our own booking tells. */
async function wasStored(app: App, bookingId: string, error: unknown): Promise<boolean> {
  if (await getBooking(app.kv, bookingId)) return true;
  throw error;
}
