/** Moves of bookings by mouse, touch and keys: all end in a question with the new time, and change nothing themselves. */
import type { ColumnItem, Place } from "$lib/components/calendar-view.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type DisplayOptions, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { EdgeScroll } from "./edge-scroll.ts";
import { type DayTime, itemAt, nextTime, placeOf, type ShownWeek, timeAt } from "./week-places.ts";

/** A press that moves less is a click, in px. */
const LEAST_DISTANCE = 5;
/** A finger that rests so long on a booking takes it, in ms; one that moves further before scrolls, in px. */
const HOLD_MS = 450, SCROLL_DISTANCE = 10;

interface Week extends ShownWeek {
  words: Messages["dashboard"]["calendar"]["move"];
  display: DisplayOptions;
  /** Asks whether a booking moves to this instant, ISO 8601. */
  ask(id: string, to: string): Promise<void>;
}

/** A move that is under way: the booking, and the day and instant where it would begin. */
interface Move extends DayTime {
  item: NonNullable<ColumnItem["movable"]>;
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
    const week = this.#week(), time = this.move ? this.#timeOf(this.move) : asked;
    const at = time && placeOf(week, time, this.move?.date);
    if (!at) return null;
    const [start, end] = [time.start, time.end].map((each) => formatTime(each, week.display));
    return { ...at, time: `${start}–${end}` };
  }

  #timeOf({ start, item }: Move): Span {
    return { start, end: start + item.end - item.start };
  }

  onpointerdown(event: PointerEvent): void {
    this.#hasDragged = false;
    this.leave();
    // A second finger zooms.
    if (event.button !== 0 || !event.isPrimary) return;
    const taken = this.#movableAt(event.target);
    if (!taken) return;
    const { item, date, block } = taken, { top } = block.getBoundingClientRect();
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
      const to = timeAt(this.#week(), x, y - press.below);
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
    const taken = this.#movableAt(event.target);
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
    const to = nextTime(this.#week(), from, event.key);
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
    const item = itemAt(days, event.target)?.item;
    if (!item) return false;
    event.preventDefault();
    const said = { busy: words.busy, proposed: words.busy, confirmed: words.fixed };
    this.said = said[item.kind as keyof typeof said] ?? words.request;
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

  #movableAt(target: EventTarget | null) {
    const at = itemAt(this.#week().days, target);
    return at?.item.movable ? { ...at, item: at.item.movable } : null;
  }
}
