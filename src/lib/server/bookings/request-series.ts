import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { seriesDatesOf, type SeriesInput, seriesStarts } from "$lib/scheduling/series.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { askForInstant } from "../availability/ask-calendars.ts";
import { suggestAlternatives } from "../availability/suggest-alternatives.ts";
import { findBookableType } from "../event-types/find-bookable-type.ts";
import { newId } from "../runtime/secrets.ts";
import { requestedPlace } from "./booked-location.ts";
import { newLinks } from "./booking-links.ts";
import {
  answersIn,
  type BookingRequest,
  decidedType,
  type RequestResult,
} from "./booking-request.ts";
import { bookFreeDates } from "./book-free-dates.ts";
import { grantSeries, type SeriesRefusal } from "./grant-series.ts";
import { idempotencyHash, payloadHash, replayResponse } from "./idempotency.ts";
import { limitKeysOf } from "./pending-limits.ts";
import { refuseIfStoreRefuses } from "./store-refusal.ts";
import type { Attempt } from "./request-context.ts";

/** A request for a series: the first date is its start. */
export type SeriesRequest = BookingRequest & { series: SeriesInput };

/** What is known of a series before any of its dates is decided. */
export interface WantedSeries {
  /** Without time and answers, which each date has of its own. */
  attempt: Omit<Attempt, "time" | "queuedAt" | "calendarAnswers">;
  type: EventType;
  hosts: Host[];
  seriesId: string;
  times: Span[];
  /** The booking of each date. */
  bookingIds: string[];
}

/**
 * Books the dates of a series in the guest's zone, each as a booking of its own: all of them in one commit or none, or
 * those that are free, one commit each under the same idempotency key. "invalid" where the event type does not repeat.
 */
export async function requestSeries(
  app: App,
  input: SeriesRequest,
): Promise<Outcome<RequestResult, SeriesRefusal | "cannot-save">> {
  const key = { hash: await idempotencyHash(input), payload: await payloadHash(input) };
  const replayed = key.hash && await replayResponse(app, key.hash, key.payload);
  if (replayed) return replayed;
  const wanted = await readWanted(app, input, key);
  if (!wanted.ok) return wanted;
  const outcome = await (input.series.book === "all" ? bookAll : bookFreeDates)(app, wanted.value)
    .catch(refuseIfStoreRefuses);
  if (outcome.ok) return outcome;
  const { code, dates } = outcome.refusal;
  const isFirstLost = (code === "taken" || code === "not-offered") &&
    (dates?.includes(input.start) ?? true);
  if (!isFirstLost) return outcome;
  const { hosts, type } = wanted.value;
  const minutes = (wanted.value.times[0]!.end - input.start) / MINUTE;
  const alternatives = await suggestAlternatives(app, { hosts, type, minutes, near: input.start });
  return refused(code, { ...outcome.refusal, alternatives });
}

async function readWanted(
  app: App,
  input: SeriesRequest,
  key: Attempt["key"],
): Promise<Outcome<WantedSeries, SeriesRefusal>> {
  if (input.teamSlug || input.link) return refused("invalid", { fields: { series: "series-off" } });
  const found = await findBookableType(
    app,
    input.username,
    input.slug,
    null,
    input.byHost === undefined,
  );
  if (!found.ok) return found;
  const { type } = found.value;
  const minutes = input.minutes ?? type.durations[0]!;
  if (!isSupportedInstant(input.start) || !type.durations.includes(minutes)) {
    return refused("not-offered");
  }
  const most = seriesDatesOf(type);
  if (most === 1) return refused("invalid", { fields: { series: "series-off" } });
  if (input.series.dates > most) return refused("invalid", { fields: { series: "series-dates" } });
  const answers = answersIn(input, type);
  if (!answers.ok) return answers;
  const where = requestedPlace(input, type);
  if (!where.ok) return where;
  const times = seriesStarts(input.start, input.series, input.guest.zone)
    .map((start) => ({ start, end: start + minutes * MINUTE }));
  const seriesId = newId(), bookingIds = times.map(newId);
  const attempt = {
    request: input,
    ownerId: type.ownerId,
    isTeam: false,
    typeId: type.id,
    mayAsk: false,
    links: () => newLinks(app, bookingIds[0]!, [type.ownerId]),
    limitKeys: await limitKeysOf(app, input),
    key,
  };
  const hosts = [found.value.host];
  return accepted({ attempt, type: decidedType(type, input), hosts, seriesId, times, bookingIds });
}

/** Calendars are asked and secrets made before the lock is taken. */
async function bookAll(
  app: App,
  { attempt, type, seriesId, times, bookingIds }: WantedSeries,
): Promise<Outcome<RequestResult, SeriesRefusal>> {
  const { ownerId } = attempt;
  const dates = await Promise.all(times.map(async (time, n) => ({
    time,
    answers: await askForInstant(app, [ownerId], type, time),
    links: await newLinks(app, bookingIds[n]!, [ownerId]),
  })));
  const place = { id: seriesId, number: 1, of: times.length };
  const first = {
    ...attempt,
    queuedAt: app.elapsed(),
    time: times[0]!,
    calendarAnswers: dates[0]!.answers,
    series: { place, times, bookingId: bookingIds[0]!, isFurther: false },
  };
  return await app.withLock(
    [ownerId],
    () => grantSeries(app, { attempt: first, seriesId, dates }),
  );
}
