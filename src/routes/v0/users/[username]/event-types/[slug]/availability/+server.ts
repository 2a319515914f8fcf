import { MINUTE } from "$lib/scheduling/durations.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { explanationJson } from "$lib/server/availability/explain-json.ts";
import { explainWindow } from "$lib/server/availability/explain.ts";
import { type AvailableSlots, findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { AvailabilityParameters } from "$lib/scheduling/api-schemas.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import type { RequestHandler } from "./$types";

const MOST_EXPLAINED = 7;

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const question = parse(AvailabilityParameters, Object.fromEntries(url.searchParams));
  if (!question.ok) return problem(question.refusal);
  const found = await findBookableType(
    locals.app,
    params.username,
    params.slug,
    url.searchParams.get("link"),
  );
  if (!found.ok) return problem(found.refusal);
  const { host, type } = found.value;

  const { start, days, duration } = question.value;
  const zone = question.value.timezone ?? host.zone;
  const minutes = duration ?? type.durations[0]!;
  if (!type.durations.includes(minutes)) {
    return problem(refused("invalid", { fields: { duration: "duration-needed" } }).refusal);
  }

  const now = locals.app.now();
  const from = start ?? new Date(now).toISOString();
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(from);
  const firstDate = isDate ? from : dateAt(Date.parse(from), zone);
  const window = {
    start: isDate ? startOfDay(firstDate, zone) : Date.parse(from),
    end: startOfDay(addDays(firstDate, days), zone),
  };
  const isExplained = question.value.explain === "1";
  if (isExplained && days > MOST_EXPLAINED) {
    return problem(refused("invalid", { fields: { days: "days-explained" } }).refusal);
  }
  const offers = await findSlots(locals.app, { hosts: [host], type, minutes, window });
  return apiResponse({
    timezone: zone,
    slots: offers.starts.map((at) => ({
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + minutes * MINUTE).toISOString(),
      ...(offers.places.has(at) ? { placesLeft: offers.places.get(at) } : {}),
    })),
    next: nextDate(offers, window.end, bookingWindowEnd(type, now, host.zone), zone),
    ...(isExplained
      ? {
        explained: explanationJson(
          await explainWindow(locals.app, {
            host,
            type,
            minutes,
            window,
            requested: isDate ? null : window.start,
          }),
          locals.host?.id === host.id,
        ),
      }
      : {}),
  });
};

/** The first date of the next page; null when there is none. */
function nextDate(
  offers: AvailableSlots,
  end: number,
  horizon: number,
  zone: string,
): string | null {
  if (offers.starts.length === 0) {
    return offers.nextStart === null ? null : dateAt(offers.nextStart, zone);
  }
  return end < horizon ? dateAt(end, zone) : null;
}
