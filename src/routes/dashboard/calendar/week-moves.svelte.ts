/** Moves of bookings by mouse, touch and keys: all end in a question with the new time, and change nothing themselves. */
import type { ColumnItem, DayColumnView, Place, RulerView } from "$lib/components/calendar-view.ts";
import { instantAt, placeOn } from "$lib/scheduling/ruler-piece.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type DisplayOptions, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { EdgeScroll } from "./edge-scroll.ts";

const STEP = 15;
/** A press that moves less is a click, in px. */
const LEAST_DISTANCE = 5;
/** A finger that rests so long on a booking takes it, in ms; one that moves further before scrolls, in px. */
const HOLD_MS = 450, SCROLL_DISTANCE = 10;

interface Week {
  words: Messages["dashboard"]["calendar"]["move"];
  ruler: RulerView;
  days: DayColumnView[];
  display: DisplayOptions;
  grid: HTMLElement | undefined;
  /** Asks whether a booking moves to this instant, ISO 8601. */
  ask(id: string, to: string): Promise<void>;
}

/** A move that is under way: the booking, and the day and instant where it would begin. */
export interface Move {
  item: NonNullable<ColumnItem["movable"]>;
  date: string;
  start: number;
}

interface Press extends Omit<Move, "start"> {
  pointer: number;
  x: number;
  y: number;
  /** How far below its top it was taken, in px. */
  below: number;
  /** Of a finger: what takes the booking when it rests. */
  hold: ReturnType<typeof setTimeout> | null;
}

export class WeekMoves {
  move: Move | null = $state.raw(null);
  said = $state("");
  #press: Press | null = null;
  #hasDragged = false;
  #edges = new EdgeScroll();
  #week: () => Week;

  constructor(week: () => Week) {
    this.#week = week;
  }

  /** Where the booking would stand, for the day's column: while it is moved, or as it is asked about. */
  ghost(asked: Span | null): { date: string; place: Place; time: string } | null {
    const { days, ruler, display } = this.#week();
    const time = this.move ? this.#timeOf(this.move) : asked;
    const day = time &&
      days.find(({ date, pieces }) =>
        this.move ? date === this.move.date : isIn(pieces, time.start)
      );
    const stretch = day && placeOn(day.pieces, time);
    if (!stretch) return null;
    const { date } = day, { start, end } = time;
    const top = Math.max(stretch.start, ruler.top), bottom = Math.min(stretch.end, ruler.bottom);
    return {
      date,
      place: placeFrom(top - ruler.top, Math.max(bottom - top, STEP)),
      time: `${formatTime(start, display)}–${formatTime(end, display)}`,
    };
  }

  #timeOf({ start, item }: Move): Span {
    return { start, end: start + item.end - item.start };
  }

  onpointerdown(event: PointerEvent): void {
    this.#hasDragged = false;
    this.leave();
    // A second finger zooms.
    if (event.button !== 0 || !event.isPrimary) return;
    const taken = this.#itemAt(event.target);
    if (!taken) return;
    const { top } = taken.element.getBoundingClientRect();
    const { item, date } = taken;
    const hold = event.pointerType === "touch" ? setTimeout(() => this.#take(), HOLD_MS) : null;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    this.#press = { item, date, pointer, x, y, below: y - top, hold };
  }

  /** A finger has rested on the booking. */
  #take(): void {
    if (!this.#press) return;
    const { item, date } = this.#press;
    this.#hasDragged = true;
    this.move = { item, date, start: item.start };
  }

  onpointermove(event: PointerEvent): void {
    const press = this.#press;
    if (press?.pointer !== event.pointerId) return;
    const { clientX: x, clientY: y } = event;
    const distance = Math.hypot(x - press.x, y - press.y);
    if (press.hold !== null && !this.#hasDragged) {
      if (distance > SCROLL_DISTANCE) this.leave();
      return;
    }
    if (!this.#hasDragged && distance < LEAST_DISTANCE) return;
    this.#hasDragged = true;
    const follow = (x: number, y: number) => {
      const to = this.#timeAt(x, y - press.below);
      if (to) this.move = { item: press.item, ...to };
    };
    follow(x, y);
    const { grid } = this.#week();
    if (press.hold !== null && grid) this.#edges.follow(grid, x, y, follow);
  }

  onpointerup(event: PointerEvent): void {
    if (this.#press?.pointer !== event.pointerId) return;
    if (!this.#hasDragged) this.leave();
    else if (this.#isOnWeek(event)) this.#propose();
    else this.giveUp();
  }

  onpointercancel({ pointerId }: PointerEvent): void {
    if (this.#press?.pointer !== pointerId) return;
    if (this.move) this.giveUp();
    else this.leave();
  }

  /** What a finger holds does not scroll the page. */
  ontouchmove(event: TouchEvent): void {
    if (this.#press?.hold && this.#hasDragged) event.preventDefault();
  }

  /** A finger that rests opens no menu of the link. */
  oncontextmenu(event: Event): void {
    if (this.#press?.hold) event.preventDefault();
  }

  /** The click that follows a drag opens nothing; a drag that ended outside of the week has none, and keys click too. */
  onclick(event: MouseEvent): void {
    if (this.#hasDragged && event.detail > 0) event.preventDefault();
    this.#hasDragged = false;
  }

  /** Whether the key was one of a move. */
  onkeydown(event: KeyboardEvent): boolean {
    const taken = this.#itemAt(event.target);
    if (event.key === "Enter" && this.move && this.move.item.id === taken?.item.id) {
      event.preventDefault();
      this.#propose();
      return true;
    }
    if (!event.shiftKey || !event.key.startsWith("Arrow")) return false;
    if (!taken) return this.#sayWhyNot(event);
    event.preventDefault();
    const from = this.move?.item.id === taken.item.id
      ? this.move
      : { item: taken.item, date: taken.date, start: taken.item.start };
    const to = this.#next(from, event.key);
    if (!to) this.said = this.#week().words.edge;
    else {
      this.move = { item: taken.item, ...to };
      const { words, display } = this.#week();
      this.said = format(words.chosen, { when: formatWhen(this.#timeOf(this.move), display) });
    }
    return true;
  }

  /** Of what cannot be moved, what can be done with it. */
  #sayWhyNot(event: KeyboardEvent): boolean {
    const { days, words } = this.#week();
    const id = event.target instanceof Element
      ? event.target.closest<HTMLElement>("[data-item]")?.dataset["item"]
      : undefined;
    const item = days.flatMap(({ items }) => items).find((each) => each.id === id);
    if (!item) return false;
    event.preventDefault();
    const { kind } = item;
    this.said = kind === "busy" || kind === "proposed"
      ? words.busy
      : kind === "confirmed"
      ? words.fixed
      : words.request;
    return true;
  }

  leave(): void {
    if (this.#press?.hold) clearTimeout(this.#press.hold);
    this.#edges.stop();
    this.#press = null;
    this.move = null;
  }

  /** Leaves a move that was begun, or asked about. */
  giveUp(): void {
    this.leave();
    this.said = this.#week().words.left;
  }

  /** Whether a pointer is on the calendar: outside of it a booking is let go. */
  #isOnWeek({ clientX: x, clientY: y }: PointerEvent): boolean {
    const box = this.#week().grid?.getBoundingClientRect();
    return !!box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  }

  /** It stays where it was dropped until it is asked about. */
  async #propose(): Promise<void> {
    const move = this.move;
    this.leave();
    if (!move || move.start === move.item.start) return;
    this.move = move;
    await this.#week().ask(move.item.id, new Date(move.start).toISOString());
    if (this.move === move) this.leave();
  }

  /** A quarter of an hour up or down, or the same clock time of the day beside it. */
  #next({ date, start }: Move, key: string): { date: string; start: number } | null {
    const { days, grid } = this.#week();
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
  #timeAt(pointed: number, y: number): { date: string; start: number } | null {
    const { days, ruler, grid } = this.#week();
    if (!grid) return null;
    // On a phone days are scrolled away, beyond the edges and below the hours.
    const { left, right } = grid.getBoundingClientRect();
    const x = Math.min(Math.max(pointed, left), right - 2);
    const hours = grid.querySelector(".hours")!.getBoundingClientRect();
    if (x >= hours.left && x < hours.right) return null;
    for (const column of grid.querySelectorAll<HTMLElement>("[data-day]")) {
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

function isIn(pieces: readonly Span[], instant: number): boolean {
  return pieces.some(({ start, end }) => instant >= start && instant < end);
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
