/** What the arrow keys reach: the headings of the days, and below each its bookings in order. */
const reachable = "[data-heading], [data-item]";

const steps: Record<string, [days: number, items: number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** An arrow key moves the focus within its day, or to what is at the same height of the day beside it. */
export function moveFocus(event: KeyboardEvent, grid: HTMLElement): void {
  const step = steps[event.key];
  const from = event.target instanceof Element
    ? event.target.closest<HTMLElement>(reachable)
    : null;
  if (!step || !from || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
  const columns = [...grid.querySelectorAll<HTMLElement>(".day")];
  const here = columns.findIndex((column) => column.contains(from));
  const isMirrored = getComputedStyle(grid).direction === "rtl";
  const column = columns[here + (isMirrored ? -step[0] : step[0])];
  const to = step[0] === 0
    ? neighbour(columns[here]!, from, step[1])
    : column && nearest(column, from);
  event.preventDefault();
  to?.focus();
}

function neighbour(column: HTMLElement, from: HTMLElement, step: number): HTMLElement | undefined {
  const all = [...column.querySelectorAll<HTMLElement>(reachable)];
  return all[all.indexOf(from) + step];
}

/** From a heading the heading beside it; from a booking the one nearest in height, or the heading of an empty day. */
function nearest(column: HTMLElement, from: HTMLElement): HTMLElement | null {
  const heading = column.querySelector<HTMLElement>("[data-heading]");
  const items = [...column.querySelectorAll<HTMLElement>("[data-item]")];
  if (from.matches("[data-heading]") || items.length === 0) return heading;
  const height = (of: HTMLElement) => of.getBoundingClientRect().top;
  return items.reduce((best, item) =>
    Math.abs(height(item) - height(from)) < Math.abs(height(best) - height(from)) ? item : best
  );
}

/** The Tab key has one stop in the week: what had the focus last, or the first booking. Cards have the links of calls. */
export function keepOneStop(grid: HTMLElement, focused?: EventTarget | null): void {
  const all = [...grid.querySelectorAll<HTMLElement>(reachable)];
  const stop = all.find((each) => each === focused) ??
    all.find((each) => each.getAttribute("tabindex") === "0") ??
    all.find((each) => each.matches("a[data-item]")) ?? all[0];
  for (const each of all) each.tabIndex = each === stop ? 0 : -1;
  for (const call of grid.querySelectorAll<HTMLElement>(".join")) call.tabIndex = -1;
}
