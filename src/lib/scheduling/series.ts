/** Series: several dates booked at once, each a booking of its own. */
import * as v from "valibot";
import { addDays, clockMinutes, dateAt, dayNumber, startOfDay, wallClockInstant } from "./day.ts";
import { MINUTE } from "./durations.ts";
import { addMonths } from "./month.ts";

/** The most dates of one series. */
export const MAX_SERIES_DATES = 12;

export const rhythms = ["weekly", "fortnightly", "monthly"] as const;
/** How often a series repeats, in the guest's zone. */
export type Rhythm = typeof rhythms[number];

/** What becomes of a series of which some dates are taken: none is booked, or the free ones are. */
export const seriesChoices = ["all", "free"] as const;
export type SeriesChoice = typeof seriesChoices[number];

/** A wanted series as it arrives from a form or the API; its first date is the chosen start. */
export const SeriesInput = v.object({
  rhythm: v.picklist(rhythms, "series-invalid"),
  dates: v.pipe(
    v.number("series-dates"),
    v.integer("series-dates"),
    v.minValue(2, "series-dates"),
    v.maxValue(MAX_SERIES_DATES, "series-dates"),
  ),
  book: v.optional(v.picklist(seriesChoices, "series-invalid"), "all"),
});
export type SeriesInput = v.InferOutput<typeof SeriesInput>;

/** Which date of which series a booking is. */
export interface SeriesPlace {
  id: string;
  /** From 1, in the order of the dates that were asked for. */
  number: number;
  /** How many dates were asked for. */
  of: number;
}

/**
 * The starts of a series, epoch ms: the same wall-clock time in the zone on each date. A month without the first one's
 * day takes its last day; a time that a clock change skips becomes the first one after it, of one that comes twice it
 * is the earlier.
 */
export function seriesStarts(
  first: number,
  { rhythm, dates }: Pick<SeriesInput, "rhythm" | "dates">,
  zone: string,
): number[] {
  const date = dateAt(first, zone);
  const clock = clockMinutes(first, date, zone);
  const others = Array.from({ length: dates - 1 }, (_, n) => {
    const nth = nthDate(date, rhythm, n + 1);
    return instantOf(nth, clock, first, zone);
  });
  return [first, ...others];
}

/** A start moved as another one was: by as many days, and to the same change of the wall-clock time in the zone. */
export function movedLike(start: number, from: number, to: number, zone: string): number {
  const days = dayNumber(dateAt(to, zone)) - dayNumber(dateAt(from, zone));
  const change = clockMinutes(to, dateAt(to, zone), zone) -
    clockMinutes(from, dateAt(from, zone), zone);
  const clock = clockMinutes(start, dateAt(start, zone), zone) + change;
  const date = addDays(dateAt(start, zone), days + Math.floor(clock / 1440));
  return instantOf(date, (clock % 1440 + 1440) % 1440, start, zone);
}

function nthDate(date: string, rhythm: Rhythm, n: number): string {
  if (rhythm !== "monthly") return addDays(date, n * (rhythm === "weekly" ? 7 : 14));
  const month = addMonths(date.slice(0, 7), n);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const same = `${month}-${date.slice(8)}`;
  return same < last ? same : last;
}

/** The instant of a wall-clock time in whole minutes, with the seconds of another one. */
function instantOf(date: string, minute: number, like: number, zone: string): number {
  const within = like % MINUTE;
  return (minute === 0 ? startOfDay(date, zone) : wallClockInstant(date, minute, zone, "start")) +
    within;
}
