import type { Place, RulerView } from "$lib/components/calendar-view.ts";
import { type DayRuler, hoursOf } from "$lib/scheduling/day-ruler.ts";
import { toPlace } from "$lib/scheduling/ruler-piece.ts";
import { clip, type Span } from "$lib/scheduling/span.ts";

/** The shown part of a ruler, in minutes from its top. */
export type Shown = Span;

const STEP = 5;

/** The place of a stretch of the ruler; null where it is not shown. A stretch shorter than `least` minutes is shown so long. */
export function placeIn(shown: Shown, stretch: Span, least = STEP): Place | null {
  const extent = shownExtent(shown, stretch, least);
  return extent && toPlace(extent.start - shown.start, extent.end - extent.start);
}

/** The same as a stretch of the ruler, rounded outwards to steps. */
export function shownExtent(shown: Shown, stretch: Span, least = STEP): Span | null {
  const { start, end } = clip(stretch, shown);
  if (start >= end) return null;
  const from = shown.start + Math.floor((start - shown.start) / STEP) * STEP;
  const to = shown.start + Math.ceil((end - shown.start) / STEP) * STEP;
  const length = Math.min(Math.max(to - from, least), shown.end - shown.start);
  const top = Math.min(from, shown.end - length);
  return { start: top, end: top + length };
}

/** The full hours round some stretches; `usual` where there are none. */
export function hoursAround(ruler: DayRuler, stretches: readonly Span[], usual: Span): Shown {
  const within = stretches.length > 0 ? stretches : [usual];
  const first = Math.min(...within.map(({ start }) => start));
  const last = Math.max(...within.map(({ end }) => end));
  return {
    start: Math.max(0, Math.floor(first / 60) * 60),
    end: Math.min(ruler.length, Math.ceil(last / 60) * 60),
  };
}

/** The ruler with its labels. */
export function rulerView(
  ruler: DayRuler,
  shown: Shown,
  label: (minute: number) => string,
): RulerView {
  return {
    top: shown.start,
    bottom: shown.end,
    place: toPlace(0, shown.end - shown.start),
    hours: hoursOf(ruler).filter(({ at }) => at >= shown.start && at < shown.end).map((hour) => ({
      label: label(hour.minute),
      place: toPlace(hour.at - shown.start, 0),
    })),
  };
}
