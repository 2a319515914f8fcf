import type { Booking } from "$lib/scheduling/booking.ts";
import { misplacedGuest } from "$lib/scheduling/extra-guests.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import type { BookingAnswer } from "$lib/scheduling/booking-questions.ts";
import { placementAt } from "$lib/scheduling/shared-slot.ts";
import { optionalMembers, requiredMembers } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { newId } from "../runtime/secrets.ts";
import { getBooking } from "../store/bookings.ts";
import type { VersionedGuard } from "../store/guard.ts";
import { retryCommit } from "../store/commit.ts";
import { hasTooManyUpcoming } from "./pending-limits.ts";
import { type Attempt, openTries, readRequest, type RequestContext } from "./request-context.ts";
import {
  assignByRotation,
  assignCollective,
  type Assignment,
  type AssignResult,
} from "./assign.ts";
import { newLocation, requestedPlace, type SinglePlace } from "./booked-location.ts";
import { openGuestLink } from "./booking-links.ts";
import { commitChange } from "./commit-change.ts";
import { decideTime } from "./decide-time.ts";
import { expireOverdue } from "./expire.ts";
import { type GrantRefusal, refusalIfLate, refusalOf } from "./grant-refusal.ts";
import { bookedTeam, newBooking, organizerFor } from "./new-booking.ts";
import { countRequest } from "./recipient-limit.ts";
import { replayResponse } from "./idempotency.ts";
import { requestResponse } from "./booking-json.ts";
import { answersIn, decidedType, isVouchedFor, type RequestResult } from "./booking-request.ts";

/** A granted request: the decision on its time, and what the booking stores of the request. */
interface Granted {
  assignment: Assignment;
  answers: BookingAnswer[];
  where: { place: SinglePlace; phone: string | null };
  link: privateLinks.FoundLink | null;
  emailUnverified: boolean;
}

const MAX_ATTEMPTS = 25;

/** What becomes of a request: a booking, a refusal, or hosts whose calendars are to be asked before it is tried again. */
export type GrantResult = Outcome<RequestResult, GrantRefusal> | { ask: string[] };

/**
 * Reads, decides and commits a booking request; starts again when something it read has changed before the commit. "busy"
 * when twenty seconds in the queue and of retries were not enough.
 */
export function grant(server: App, attempt: Attempt): Promise<GrantResult> {
  const nextTry = openTries(server, attempt);
  return retryCommit<GrantResult>(async () => {
    const late = refusalIfLate(server, attempt);
    if (late) return late;
    const { app, since } = await nextTry();
    const result = since
      ? await refuseUnder(app, attempt, since)
      : await tryToGrant(app, attempt, server);
    if (result === "lost" || "ask" in result || result.ok) return result;
    const { hash, payload } = attempt.key;
    // What was read at different times may be its own booking, by the same request at once.
    return hash && await replayResponse(server, hash, payload) || result;
  }, MAX_ATTEMPTS);
}

/** The refusal of a time that is taken under this guard; everything else is found out by reading again. */
async function refuseUnder(
  app: App,
  attempt: Attempt,
  guard: VersionedGuard,
): Promise<Refused<GrantRefusal> | "lost"> {
  const context = await readRequest(app, attempt, guard);
  if (!context || refusalOf(app, attempt, context)) return "lost";
  const granted = await decideRequest(app, attempt, context);
  const isTaken = granted !== "lost" && "ok" in granted && !granted.ok &&
    granted.refusal.code === "taken";
  return isTaken ? granted : "lost";
}

/** `server` reads what is stored now, which `app` may have read ahead: what is changed on the way is read anew. */
async function tryToGrant(
  app: App,
  attempt: Attempt,
  server: App,
): Promise<GrantResult | "lost"> {
  const context = await readRequest(app, attempt);
  if (!context) return refused("not-found");
  const replayed = context.idempotency?.value &&
    await replayResponse(app, attempt.key.hash!, attempt.key.payload);
  if (replayed) return replayed;
  const { series } = attempt;
  const earlier = series && await getBooking(app.kv, series.bookingId);
  if (earlier) return await alreadyBooked(app, earlier);
  const refusal = refusalOf(app, attempt, context);
  if (refusal) return refusal;
  if (await expireOverdue(server, context.snapshots, context.now)) return "lost";
  const granted = await decideRequest(app, attempt, context);
  if (granted === "lost" || "ask" in granted || !granted.ok) return granted;
  return await commitRequest(app, attempt, context, granted.value);
}

/** A date of a series that was booked when the same request was made before. */
async function alreadyBooked(app: App, booking: Booking) {
  return accepted({
    booking,
    response: requestResponse(booking, []),
    token: await openGuestLink(app, booking),
    replayed: true,
  });
}

/** Decides on the time and who takes it, and on the limits that depend on the decision. */
async function decideRequest(
  app: App,
  attempt: Attempt,
  context: RequestContext,
): Promise<Outcome<Granted, GrantRefusal> | "lost" | { ask: string[] }> {
  const { request, ownerId, limitKeys } = attempt;
  const { now, type, link, isPendingFull } = context;
  const answers = answersIn(request, type);
  if (!answers.ok) return answers;
  const where = requestedPlace(request, type);
  if (!where.ok) return where;
  if (!link.ok) return link;
  const emailUnverified = type.requireVerifiedEmail && !isVouchedFor(app, request);
  const assigned = await assign(app, attempt, context, emailUnverified);
  if (assigned === "lost" || "ask" in assigned || !assigned.ok) return assigned;
  const hosts = assigned.value.snapshots.map(({ host }) => host.email);
  const misplaced = misplacedGuest(request.extraGuests ?? [], {
    guest: request.guest.email,
    hosts,
  });
  if (misplaced) return refused("invalid", { fields: { guests: misplaced } });
  const isConfirmed = assigned.value.decision.status === "CONFIRMED";
  if (isPendingFull && (emailUnverified || !isConfirmed)) return refused("too-many-pending");
  if (isConfirmed && await hasTooManyUpcoming(app, ownerId, limitKeys, now)) {
    return refused("too-many-upcoming");
  }
  return accepted({
    assignment: assigned.value,
    answers: answers.value,
    where: where.value,
    link: link.value,
    emailUnverified,
  });
}

/** The hosts of the booking: the owner, or members of the team. */
async function assign(
  app: App,
  { request, ownerId, time, calendarAnswers, limitKeys, mayAsk }: Attempt,
  { now, snapshots, type }: RequestContext,
  emailUnverified: boolean,
): Promise<AssignResult> {
  const { bufferBefore, bufferAfter, team } = type;
  if (team) {
    const { guest, extraGuests = [] } = request;
    const wanted = {
      type: decidedType(type, request),
      time,
      now,
      guest,
      extraGuests,
      limitKeys,
      answers: calendarAnswers,
      mayAsk,
      emailUnverified,
    };
    if (team.mode === "round-robin") return await assignByRotation(app, wanted);
    return await assignCollective(app, requiredMembers(team), optionalMembers(team), wanted);
  }
  const decided = await decideTime(snapshots, {
    hosts: [ownerId],
    time: { ...time, bufferBefore, bufferAfter },
    excludedBookingIds: [],
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, calendarAnswers);
  if (!decided.ok) return decided;
  return accepted({ snapshots, decision: decided.value, rotation: null, turn: null, optional: [] });
}

/** Commits the booking with its holds, jobs and links; "taken" where the ledger of that day is full. */
async function commitRequest(
  app: App,
  { request, time, series, limitKeys, key, links: newLinks }: Attempt,
  { now, type, team, idempotency, emails }: RequestContext,
  { assignment, answers, where, link, emailUnverified }: Granted,
): Promise<Outcome<RequestResult, "taken"> | "lost"> {
  const { snapshots, decision, rotation, turn, choice, optional } = assignment;
  const hosts = snapshots.map(({ host }) => host);
  const links = await newLinks(hosts.map(({ id }) => id));
  const newSlot = type.seats > 1 ? newId() : null;
  const booked = team && bookedTeam(team.record, type, { optional, turn });
  const held = snapshots.flatMap(({ holds }) => holds);
  const place = placementAt(held, type, time, now, newSlot);
  const booking: Booking = newBooking({
    id: links.bookingId,
    request,
    ...(series ? { series: series.place } : {}),
    limitKeys,
    answers,
    hosts,
    type,
    team: booked,
    organizer: organizerFor(app, { team: booked }, hosts),
    place,
    location: await newLocation(app.kv, place.slot, where.place, hosts),
    phone: where.phone,
    decision,
    emailUnverified,
    isVouchedFor: isVouchedFor(app, request),
    privateLinkHash: link?.entry.value.hash ?? null,
    links: links.sealed,
    now,
    ttlMs: app.settings.bookingTtlMs,
  });
  const event = emailUnverified
    ? "verification-requested"
    : booking.status === "CONFIRMED"
    ? "confirmed"
    : "requested";
  const response = requestResponse(booking, hosts);
  const outcomes = await commitChange(app, {
    now,
    snapshots,
    teamGuard: team?.guard ?? null,
  }, [{
    was: null,
    booking,
    event,
    links: links.records,
    ...(rotation ? { rotation: rotation.is } : {}),
    ...(choice ? { decision: choice } : {}),
    ...(request.byHost ? { byHostId: request.byHost.id } : {}),
  }], {
    privateLink: link && privateLinks.withUse(link, booking.id),
    emailCounts: (jobs) => series?.isFurther ? [] : countRequest(emails, jobs),
    idempotency: () =>
      idempotency && {
        was: idempotency,
        record: { payloadHash: key.payload, bookingId: booking.id, response, at: now },
      },
  });
  if (outcomes === "lost") return "lost";
  if (outcomes === "too-large") return refused("taken");
  return accepted({ booking, response, token: links.guestToken, replayed: false });
}
