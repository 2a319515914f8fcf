/** Where times stand in the week on a page, and which times are at its points and beside each other. */
import type { DayColumnView, Place, RulerView } from "$lib/components/calendar-view.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { instantAt, placeOn, toPlace } from "$lib/scheduling/ruler-piece.ts";
import type { Span } from "$lib/scheduling/span.ts";

const STEP = 15;
/** What can be pressed is shown at least so high, in minutes. */
export const LEAST_MINUTES = 30;

export interface ShownWeek {
  ruler: RulerView;
  days: readonly DayColumnView[];
  grid: HTMLElement | undefined;
}

/** An instant, and the day in whose column it is meant. */
export interface DayTime {
  date: string;
  start: number;
}

/** Where a time stands, in the column of a day or of the one that it begins on; null where that is not shown. */
export function placeOf(
  { days, ruler }: ShownWeek,
  time: Span,
  on?: string,
): { date: string; place: Place } | null {
  const day = days.find(({ date, pieces }) => on ? date === on : isIn(pieces, time.start));
  const stretch = day && placeOn(day.pieces, time);
  if (!stretch) return null;
  const bottom = Math.min(stretch.end, ruler.bottom);
  const top = Math.min(Math.max(stretch.start, ruler.top), ruler.bottom - LEAST_MINUTES);
  return { date: day.date, place: toPlace(top - ruler.top, Math.max(bottom - top, LEAST_MINUTES)) };
}

/** A quarter of an hour up or down, or the same clock time of the day beside it. */
export function nextTime(
  { days, grid }: ShownWeek,
  { date, start }: DayTime,
  key: string,
): DayTime | null {
  const here = days.findIndex((day) => day.date === date);
  if (key === "ArrowUp" || key === "ArrowDown") {
    const moved = start + (key === "ArrowUp" ? -STEP : STEP) * MINUTE;
    const day = days.find(({ pieces }) => isIn(pieces, moved));
    return day ? { date: day.date, start: moved } : null;
  }
  const isMirrored = grid !== undefined && getComputedStyle(grid).direction === "rtl";
  const isLater = (key === "ArrowRight") !== isMirrored;
  const day = days[here + (isLater ? 1 : -1)];
  const place = placeOn(days[here]?.pieces ?? [], { start, end: start + MINUTE });
  const moved = day && place ? instantAt(day.pieces, place.start) : null;
  return day && moved !== null ? { date: day.date, start: moved } : null;
}

/** The day and instant at a point of the page, on a quarter of an hour. */
export function timeAt(
  { days, ruler, grid }: ShownWeek,
  pointed: number,
  y: number,
): DayTime | null {
  if (!grid) return null;
  // On a phone days are scrolled away, beyond the edges and below the hours.
  const { left, right } = grid.getBoundingClientRect();
  const x = Math.min(Math.max(pointed, left), right - 2);
  const hours = grid.querySelector(".hours")!.getBoundingClientRect();
  if (x >= hours.left && x < hours.right) return null;
  for (const column of grid.querySelectorAll<HTMLElement>("[data-day]")) {
    const box = column.getBoundingClientRect();
    if (x < box.left || x >= box.right) continue;
    const date = column.dataset["day"], day = days.find((each) => each.date === date);
    const height = (y - box.top) / box.height * (ruler.bottom - ruler.top);
    const most = ruler.bottom - ruler.top - STEP;
    const minutes = Math.min(Math.max(Math.round(height / STEP) * STEP, 0), most);
    const start = day && instantAt(day.pieces, ruler.top + minutes);
    return day && start != null ? { date: day.date, start } : null;
  }
  return null;
}

function isIn(pieces: readonly Span[], instant: number): boolean {
  return pieces.some(({ start, end }) => instant >= start && instant < end);
}

/** The block of the week that an event is in, with its day and what it is of. */
export function itemAt(days: readonly DayColumnView[], target: EventTarget | null) {
  const block = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
  const date = block?.closest<HTMLElement>("[data-day]")?.dataset["day"];
  const day = days.find((each) => each.date === date);
  const item = day?.items.find(({ id }) => id === block?.dataset["item"]);
  return block && day && item ? { block, date: day.date, item } : null;
}
