import type { DayColumnView } from "$lib/components/calendar-view.ts";

/** Requests that come while a week is looked at slide in. */
export class Arrivals {
  #week: string | undefined;
  #known = new Set<string>();

  note(grid: HTMLElement, days: readonly DayColumnView[]): void {
    const week = days[0]?.date;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const items = days.flatMap(({ items }) => items);
    for (const { id } of items.filter(({ kind }) => kind.endsWith("requested"))) {
      if (week !== this.#week || this.#known.has(id) || isStill) continue;
      const block = grid.querySelector(`[data-item="${CSS.escape(id)}"]`);
      const from = { opacity: 0, translate: "0 -1rem" };
      block?.animate([from, {}], { duration: 300, easing: "ease-out" });
    }
    this.#week = week;
    this.#known = new Set(items.map(({ id }) => id));
  }
}
