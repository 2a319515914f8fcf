import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { askForInstant } from "../availability/ask-calendars.ts";
import {
  type BookingResponse,
  deleteIdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
  saveIdempotencyRecord,
} from "../store/idempotency-records.ts";
import { retryCommit } from "../store/commit.ts";
import { getHost } from "../store/hosts.ts";
import { requestResponse } from "./booking-json.ts";
import { newLinks } from "./booking-links.ts";
import type { RequestResult } from "./booking-request.ts";
import { grant } from "./grant.ts";
import { seriesDate, type SeriesRefusal } from "./grant-series.ts";
import { replayResponse } from "./idempotency.ts";
import type { WantedSeries } from "./request-series.ts";

/** Reasons for which one date is left out and the others are booked all the same. */
const dateRefusals: readonly RefusalCode[] = ["taken", "not-offered", "too-many-upcoming"];

type Dates = NonNullable<BookingResponse["series"]>["dates"];

/**
 * Books the dates that are free, one commit each. What was booked before a crash is found by its id when the request is
 * repeated with the same key, and the rest is booked then. The refusal of the first date where none is free.
 */
export async function bookFreeDates(
  app: App,
  asked: WantedSeries,
): Promise<Outcome<RequestResult, SeriesRefusal>> {
  const wanted = await openRecord(app, asked);
  if ("ok" in wanted) return wanted;
  const dates: Dates = [];
  let first: RequestResult | null = null;
  let refusal: Outcome<never, SeriesRefusal> | null = null;
  for (const [n, time] of wanted.times.entries()) {
    const outcome = await bookDate(app, wanted, n, first !== null);
    if (outcome.ok) {
      first ??= outcome.value;
      dates.push(seriesDate(outcome.value.booking));
      continue;
    }
    refusal ??= outcome;
    dates.push(refusedDate(time, outcome.refusal.code));
    if (!dateRefusals.includes(outcome.refusal.code) && !first) break;
  }
  if (!first) {
    await closeRecord(app, wanted, null);
    return refusal ?? refused("taken");
  }
  const host = await getHost(app.kv, wanted.attempt.ownerId);
  const { booking } = first;
  const response: BookingResponse = {
    ...requestResponse(booking, host ? [host] : []),
    series: { id: wanted.seriesId, dates },
  };
  await closeRecord(app, wanted, { bookingId: booking.id, response });
  return accepted({ ...first, response, replayed: false });
}

async function bookDate(
  app: App,
  { attempt, type, seriesId, times, bookingIds }: WantedSeries,
  n: number,
  isFurther: boolean,
): Promise<Outcome<RequestResult, SeriesRefusal>> {
  const { ownerId } = attempt;
  const time = times[n]!, bookingId = bookingIds[n]!;
  const place = { id: seriesId, number: n + 1, of: times.length };
  const calendarAnswers = await askForInstant(app, [ownerId], type, time);
  const links = newLinks(app, bookingId, [ownerId]);
  const queuedAt = app.elapsed();
  const result = await app.withLock([ownerId], () =>
    grant(app, {
      ...attempt,
      time,
      queuedAt,
      calendarAnswers,
      links: () => links,
      series: { place, times: [time], bookingId, isFurther },
      // The record of the key is that of the whole series.
      key: { ...attempt.key, hash: null },
    }));
  if ("ask" in result) throw new Error("a host's own event type asks nobody else");
  return result;
}

function refusedDate({ start, end }: { start: number; end: number }, code: RefusalCode) {
  const [startsAt, endsAt] = [new Date(start).toISOString(), new Date(end).toISOString()];
  return { id: null, status: null, startsAt, endsAt, refused: code };
}

/** Notes under the key which bookings are being made, or finds those of the same request before; an answer where it was used up. */
async function openRecord(
  app: App,
  wanted: WantedSeries,
): Promise<Outcome<RequestResult, "key-reused" | "busy"> | WantedSeries> {
  const { attempt: { key }, seriesId, bookingIds } = wanted;
  if (!key.hash) return wanted;
  const { hash, payload } = key;
  return await retryCommit<Outcome<RequestResult, "key-reused" | "busy"> | WantedSeries>(
    async () => {
      const was = await readIdempotencyRecord(app.kv, hash);
      const now = app.now();
      if (was.value && isIdempotencyRecordValid(was.value, now)) {
        if (was.value.payloadHash !== payload) return refused("key-reused");
        const { openSeries } = was.value;
        if (openSeries) {
          return { ...wanted, seriesId: openSeries.id, bookingIds: openSeries.bookingIds };
        }
        // Its booking was erased since, or the series was closed just now.
        const replayed = await replayResponse(app, hash, payload);
        if (replayed) return replayed;
      }
      const record = { payloadHash: payload, bookingId: bookingIds[0]!, at: now };
      const open = { ...record, response: null, openSeries: { id: seriesId, bookingIds } };
      return await saveIdempotencyRecord(app.kv, was, open) ? wanted : "lost";
    },
    MAX_ATTEMPTS,
  );
}

const MAX_ATTEMPTS = 25;

/** Stores the response under the key, or frees the key where nothing was booked. */
async function closeRecord(
  app: App,
  { attempt: { key } }: WantedSeries,
  made: { bookingId: string; response: BookingResponse } | null,
): Promise<void> {
  if (!key.hash) return;
  const was = await readIdempotencyRecord(app.kv, key.hash);
  if (was.value && !was.value.openSeries) return;
  if (!made) return was.value ? await deleteIdempotencyRecord(app.kv, was) : undefined;
  await saveIdempotencyRecord(app.kv, was, {
    ...made,
    payloadHash: key.payload,
    at: was.value?.at ?? app.now(),
  });
}
