import { type BookingAnswer, parseAnswers } from "$lib/scheduling/booking-questions.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { chosenPlace } from "$lib/scheduling/location.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { PhoneNumber } from "$lib/scheduling/phone-number.ts";
import { seriesStarts } from "$lib/scheduling/series.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import type { SinglePlace } from "../changes/booked-location.ts";
import type { BookingRequest } from "../changes/booking-request.ts";

/** A request as its event type takes it. */
export interface ReadyRequest {
  /** As it is decided by: without approval where a host books who may decide. */
  type: EventType;
  /** The time of each date. */
  times: Span[];
  answers: BookingAnswer[];
  place: SinglePlace;
  /** The number to call the guest at; null where none is needed. */
  phone: string | null;
}

/** What of a request depends on its event type alone; read again when that was read anew. */
export function readyRequest(
  request: BookingRequest,
  type: EventType,
): Outcome<ReadyRequest, "invalid" | "not-offered"> {
  const times = timesOf(request, type);
  if (!times.ok) return times;
  const answers = parseAnswers(type.questions, request.guest.answers);
  if (!answers.ok) return answers;
  const where = placeOf(request, type);
  if (!where.ok) return where;
  return accepted({
    type: decidedType(type, request),
    times: times.value,
    answers: answers.value,
    ...where.value,
  });
}

/** The event type as a request is decided by: one by a host who may decide needs no approval. */
export function decidedType(
  type: EventType,
  { byHost }: Pick<BookingRequest, "byHost">,
): EventType {
  return byHost?.decides ? { ...type, decision: "instant" } : type;
}

/** The time of each date; "invalid" where the event type does not repeat as often. */
function timesOf(
  { start, minutes, series, guest }: BookingRequest,
  type: EventType,
): Outcome<Span[], "invalid" | "not-offered"> {
  const length = minutes ?? type.durations[0]!;
  if (!isSupportedInstant(start) || !type.durations.includes(length)) return refused("not-offered");
  const most = type.seriesDates;
  if (series && most === 1) return refused("invalid", { fields: { series: "series-off" } });
  if (series && series.dates > most) {
    return refused("invalid", { fields: { series: "series-dates" } });
  }
  const starts = series ? seriesStarts(start, series, guest.zone) : [start];
  return accepted(starts.map((each) => ({ start: each, end: each + length * MINUTE })));
}

/** The requested place, and the guest's number where it needs one; a test takes the first place without a number. */
function placeOf(
  { guest, location = null, isTest = false }: BookingRequest,
  type: EventType,
): Outcome<Pick<ReadyRequest, "place" | "phone">, "invalid"> {
  const [first] = type.location.kind === "choice" ? type.location.options : [];
  const place = chosenPlace(type.location, location) ?? (isTest ? first : null);
  if (!place) return refused("invalid", { fields: { location: "place-needed" } });
  if (place.kind !== "call-guest" || isTest) return accepted({ place, phone: null });
  const entered = guest.phone?.trim() ?? "";
  if (!entered) return refused("invalid", { fields: { phone: "phone-needed" } });
  const phone = v.safeParse(PhoneNumber, entered);
  return phone.success
    ? accepted({ place, phone: phone.output })
    : refused("invalid", { fields: { phone: phone.issues[0].message } });
}
