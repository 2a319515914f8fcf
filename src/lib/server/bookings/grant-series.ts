import type { Booking } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { SeriesPlace } from "$lib/scheduling/series.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { retryCommit } from "../store/commit.ts";
import type { BookingResponse } from "../store/idempotency-records.ts";
import { newLocation, requestedPlace } from "./booked-location.ts";
import { requestResponse } from "./booking-json.ts";
import type { NewLinks } from "./booking-links.ts";
import { answersIn, decidedType, isVouchedFor, type RequestResult } from "./booking-request.ts";
import { commitChange, type DecidedChange } from "./commit-change.ts";
import { decideTime, type TimeDecision, type TimeRefusal } from "./decide-time.ts";
import { expireOverdue } from "./expire.ts";
import { type GrantRefusal, refusalIfLate, refusalOf } from "./grant-refusal.ts";
import { replayResponse } from "./idempotency.ts";
import { newBooking, organizerFor } from "./new-booking.ts";
import { hasTooManyUpcoming } from "./pending-limits.ts";
import { countRequest } from "./recipient-limit.ts";
import { type Attempt, readRequest, type RequestContext } from "./request-context.ts";

/** Dates that are booked together or not at all. */
export interface SeriesAttempt {
  attempt: Attempt;
  seriesId: string;
  /** Each date with the answers of the calendars about it and its links. */
  dates: { time: Span; answers: CalendarAnswers; links: NewLinks }[];
}

export type SeriesRefusal = GrantRefusal | "too-many-dates";

const MAX_ATTEMPTS = 25;

/**
 * Books every date in one commit, which checks the host's guard and the idempotency record; "taken" or "not-offered"
 * where one of them is, "too-many-dates" where they are too large for one commit.
 */
export function grantSeries(
  app: App,
  series: SeriesAttempt,
): Promise<Outcome<RequestResult, SeriesRefusal>> {
  const { attempt } = series;
  return retryCommit<Outcome<RequestResult, SeriesRefusal>>(async () => {
    const late = refusalIfLate(app, attempt);
    if (late) return late;
    const context = await readRequest(app, attempt);
    if (!context) return refused("not-found");
    const replayed = context.idempotency?.value &&
      await replayResponse(app, attempt.key.hash!, attempt.key.payload);
    if (replayed) return replayed;
    const refusal = refusalOf(app, attempt, context);
    if (refusal) return refusal;
    if (await expireOverdue(app, context.snapshots, context.now)) return "lost";
    const decided = await decideDates(app, series, context);
    if (!decided.ok) return decided;
    return await commitDates(app, series, context, decided.value);
  }, MAX_ATTEMPTS);
}

/** Decides on the dates in their order; each one counts against the limits of the next. */
async function decideDates(
  app: App,
  { attempt, dates }: SeriesAttempt,
  { now, type, snapshots, isPendingFull }: RequestContext,
): Promise<Outcome<TimeDecision[], SeriesRefusal>> {
  const { bufferBefore, bufferAfter } = type;
  const emailUnverified = type.requireVerifiedEmail && !isVouchedFor(app, attempt.request);
  const decisions: TimeDecision[] = [], earlier: Hold[] = [];
  const refusals: { code: TimeRefusal; start: number }[] = [];
  for (const [n, { time, answers }] of dates.entries()) {
    const place = { ...time, bufferBefore, bufferAfter };
    const decided = await decideTime(snapshots.map((each) => withHolds(each, earlier)), {
      hosts: [attempt.ownerId],
      time: place,
      excludedBookingIds: [],
      now,
      syncIntervalMs: app.settings.syncIntervalMs,
    }, answers);
    if (!decided.ok) {
      refusals.push({ ...decided.refusal, start: time.start });
      continue;
    }
    decisions.push(decided.value);
    const slot = `date ${n}`;
    earlier.push({ ...place, slot, bookingIds: [slot], typeId: type.id, expiresAt: null });
  }
  const refusal = refusals.find(({ code }) => code !== "not-offered") ?? refusals[0];
  if (refusal) return refused(refusal.code, { dates: refusals.map(({ start }) => start) });
  const confirmed = decisions.filter(({ status }) => status === "CONFIRMED").length;
  if (isPendingFull && (emailUnverified || confirmed < dates.length)) {
    return refused("too-many-pending");
  }
  const { ownerId, limitKeys } = attempt;
  if (confirmed > 0 && await hasTooManyUpcoming(app, ownerId, limitKeys, now, confirmed)) {
    return refused("too-many-upcoming");
  }
  return accepted(decisions);
}

/** A host's time as it is once the earlier dates have theirs. */
export function withHolds(snapshot: HostSnapshot, earlier: readonly Hold[]): HostSnapshot {
  const { holds, policies } = snapshot;
  return {
    ...snapshot,
    holds: [...holds, ...earlier],
    policies: policies && { ...policies, limitHolds: [...policies.limitHolds, ...earlier] },
  };
}

async function commitDates(
  app: App,
  series: SeriesAttempt,
  context: RequestContext,
  decisions: readonly TimeDecision[],
): Promise<Outcome<RequestResult, SeriesRefusal> | "lost"> {
  const { attempt, dates } = series;
  const { now, snapshots, idempotency, emails } = context;
  const made: DecidedChange[] = [];
  for (const n of dates.keys()) {
    const booking = await bookingOf(app, series, context, decisions[n]!, n);
    if (!booking.ok) return booking;
    made.push(newDate(series, booking.value, n));
  }
  const bookings = made.map(({ booking }) => booking);
  const first = bookings[0]!;
  const response: BookingResponse = {
    ...requestResponse(first, snapshots.map(({ host }) => host)),
    series: { id: series.seriesId, dates: bookings.map(seriesDate) },
  };
  const outcomes = await commitChange(app, { now, snapshots, teamGuard: null }, made, {
    emailCounts: (jobs) => countRequest(emails, jobs),
    idempotency: () =>
      idempotency && {
        was: idempotency,
        record: { payloadHash: attempt.key.payload, bookingId: first.id, response, at: now },
      },
  });
  if (outcomes === "lost") return "lost";
  if (outcomes === "too-large") return refused("too-many-dates");
  const token = dates[0]!.links.guestToken;
  return accepted({ booking: first, response, token, replayed: false });
}

/** A booked date as the response to a request names it. */
export function seriesDate(booking: Booking) {
  const { id, status, start, end } = booking;
  return {
    id,
    status,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(end).toISOString(),
    refused: null,
  };
}

async function bookingOf(
  app: App,
  { attempt, seriesId, dates }: SeriesAttempt,
  { now, type: found, snapshots }: RequestContext,
  decision: TimeDecision,
  n: number,
): Promise<Outcome<Booking, "invalid">> {
  const { request, limitKeys } = attempt;
  const type = decidedType(found, request);
  const answers = answersIn(request, type);
  if (!answers.ok) return answers;
  const where = requestedPlace(request, type);
  if (!where.ok) return where;
  const hosts = snapshots.map(({ host }) => host);
  const { links, time } = dates[n]!;
  const place: SeriesPlace = { id: seriesId, number: n + 1, of: dates.length };
  return accepted(newBooking({
    id: links.bookingId,
    request,
    series: place,
    limitKeys,
    answers: answers.value,
    hosts,
    type,
    team: null,
    organizer: organizerFor(app, { team: null }, hosts),
    place: time,
    location: await newLocation(app.kv, undefined, where.value.place, hosts),
    phone: where.value.phone,
    decision,
    emailUnverified: type.requireVerifiedEmail && !isVouchedFor(app, request),
    isVouchedFor: isVouchedFor(app, request),
    privateLinkHash: null,
    links: links.sealed,
    now,
    ttlMs: app.settings.bookingTtlMs,
  }));
}

function newDate({ attempt: { request }, dates }: SeriesAttempt, booking: Booking, n: number) {
  const event = booking.emailUnverified
    ? "verification-requested" as const
    : booking.status === "CONFIRMED"
    ? "confirmed" as const
    : "requested" as const;
  return {
    was: null,
    booking,
    event,
    links: dates[n]!.links.records,
    ...(request.byHost ? { byHostId: request.byHost.id } : {}),
  };
}
