/** Moves of bookings by pointer and keys: both end on the booking's page with the new time, and change nothing themselves. */
import { goto } from "$app/navigation";
import type { ColumnItem, DayColumnView, Place, RulerView } from "$lib/components/calendar-view.ts";
import { instantAt, placeOn } from "$lib/scheduling/ruler-piece.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { type DisplayOptions, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";

const STEP = 15;
/** A press that moves less is a click, in px. */
const LEAST_DISTANCE = 5;

interface Week {
  words: Messages["dashboard"]["calendar"]["move"];
  ruler: RulerView;
  days: DayColumnView[];
  display: DisplayOptions;
  grid: HTMLElement | undefined;
}

/** A move that is under way: the booking, and the day and instant where it would begin. */
export interface Move {
  item: NonNullable<ColumnItem["movable"]>;
  date: string;
  start: number;
}

interface Press {
  item: NonNullable<ColumnItem["movable"]>;
  date: string;
  x: number;
  y: number;
  /** How far below its top it was taken, in px. */
  below: number;
}

export class WeekMoves {
  move: Move | null = $state(null);
  said = $state("");
  #press: Press | null = null;
  #hasDragged = false;
  #week: () => Week;

  constructor(week: () => Week) {
    this.#week = week;
  }

  /** Where the booking would stand, for the day's column. */
  get ghost(): { date: string; place: Place; time: string } | null {
    if (!this.move) return null;
    const { date, start, item } = this.move;
    const { days, ruler, display } = this.#week();
    const day = days.find((each) => each.date === date);
    const end = start + item.end - item.start;
    const stretch = day && placeOn(day.pieces, { start, end });
    if (!stretch) return null;
    const top = Math.max(stretch.start, ruler.top), bottom = Math.min(stretch.end, ruler.bottom);
    const time = `${formatTime(start, display)}–${formatTime(end, display)}`;
    return { date, place: placeFrom(top - ruler.top, Math.max(bottom - top, STEP)), time };
  }

  onpointerdown(event: PointerEvent): void {
    this.#hasDragged = false;
    if (event.button !== 0 || event.pointerType === "touch") return;
    const taken = this.#itemAt(event.target);
    if (!taken) return;
    const { top } = taken.element.getBoundingClientRect();
    const { item, date } = taken;
    this.#press = { item, date, x: event.clientX, y: event.clientY, below: event.clientY - top };
  }

  onpointermove(event: PointerEvent): void {
    const press = this.#press;
    if (!press) return;
    const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (!this.#hasDragged && distance < LEAST_DISTANCE) return;
    this.#hasDragged = true;
    const to = this.#timeAt(event.clientX, event.clientY - press.below);
    if (to) this.move = { item: press.item, ...to };
  }

  onpointerup(): void {
    this.#press = null;
    if (this.#hasDragged) this.#propose();
  }

  /** The click that follows a drag opens nothing. */
  onclick(event: MouseEvent): void {
    if (this.#hasDragged) event.preventDefault();
    this.#hasDragged = false;
  }

  /** Whether the key was one of a move. */
  onkeydown(event: KeyboardEvent): boolean {
    if (event.key === "Escape" && this.move) {
      this.leave();
      this.said = this.#week().words.left;
      return true;
    }
    if (event.key === "Enter" && this.move) {
      event.preventDefault();
      this.#propose();
      return true;
    }
    if (!event.shiftKey || !event.key.startsWith("Arrow")) return false;
    const taken = this.#itemAt(event.target);
    if (!taken) return false;
    event.preventDefault();
    const from = this.move?.item.id === taken.item.id
      ? this.move
      : { item: taken.item, date: taken.date, start: taken.item.start };
    const to = this.#next(from, event.key);
    if (!to) this.said = this.#week().words.edge;
    else {
      this.move = { item: taken.item, ...to };
      const { words, display } = this.#week();
      const end = to.start + taken.item.end - taken.item.start;
      this.said = format(words.chosen, { when: formatWhen({ start: to.start, end }, display) });
    }
    return true;
  }

  leave(): void {
    this.#press = null;
    this.move = null;
  }

  #propose(): void {
    const move = this.move;
    this.leave();
    if (!move || move.start === move.item.start) return;
    const to = new Date(move.start).toISOString();
    goto(`/dashboard/bookings/${move.item.id}?to=${to}#reschedule`);
  }

  /** A quarter of an hour up or down, or the same clock time of the day beside it. */
  #next({ date, start }: Move, key: string): { date: string; start: number } | null {
    const { days, grid } = this.#week();
    const here = days.findIndex((day) => day.date === date);
    if (key === "ArrowUp" || key === "ArrowDown") {
      const moved = start + (key === "ArrowUp" ? -STEP : STEP) * MINUTE;
      const day = days.find(({ pieces }) =>
        pieces.some((piece) => moved >= piece.start && moved < piece.end)
      );
      return day ? { date: day.date, start: moved } : null;
    }
    const isMirrored = grid !== undefined && getComputedStyle(grid).direction === "rtl";
    const isLater = (key === "ArrowRight") !== isMirrored;
    const day = days[here + (isLater ? 1 : -1)];
    const place = placeOn(days[here]?.pieces ?? [], { start, end: start + MINUTE });
    const moved = day && place ? instantAt(day.pieces, place.start) : null;
    return day && moved !== null ? { date: day.date, start: moved } : null;
  }

  #itemAt(target: EventTarget | null) {
    const element = target instanceof Element
      ? target.closest<HTMLElement>("[data-movable]")
      : null;
    const date = element?.closest<HTMLElement>("[data-day]")?.dataset["day"];
    const day = this.#week().days.find((each) => each.date === date);
    const item = day?.items.find(({ id }) => id === element?.dataset["item"])?.movable;
    return element && day && item ? { element, date: day.date, item } : null;
  }

  /** The day and instant at a point of the page, on a quarter of an hour. */
  #timeAt(x: number, y: number): { date: string; start: number } | null {
    const { days, ruler, grid } = this.#week();
    for (const column of grid?.querySelectorAll<HTMLElement>("[data-day]") ?? []) {
      const box = column.getBoundingClientRect();
      if (x < box.left || x >= box.right) continue;
      const day = days.find(({ date }) => date === column.dataset["day"]);
      const height = (y - box.top) / box.height * (ruler.bottom - ruler.top);
      const most = ruler.bottom - ruler.top - STEP;
      const minutes = Math.min(Math.max(Math.round(height / STEP) * STEP, 0), most);
      const start = day && instantAt(day.pieces, ruler.top + minutes);
      return day && start != null ? { date: day.date, start } : null;
    }
    return null;
  }
}

function placeFrom(minutes: number, length: number): Place {
  const at = Math.floor(minutes / 5), steps = Math.ceil(length / 5);
  return {
    hour: Math.floor(at / 12),
    five: at % 12,
    hours: Math.floor(steps / 12),
    fives: steps % 12,
  };
}
