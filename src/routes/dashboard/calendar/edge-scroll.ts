/** How near to an edge a finger scrolls, in px; and how fast, px a frame. */
const NEAR = 72, SIDE = 28, SPEED = 8;
/** How long a finger rests at a side before the next day is turned to, in ms. */
const REST_MS = 600;

/** While a booking is dragged by touch: at the top and bottom the page scrolls, at the sides of a phone the days turn. */
export class EdgeScroll {
  #frame = 0;
  #sideSince: number | null = null;
  #at = { x: 0, y: 0 };

  /** Follows a point; `scrolled` is called after each step with where it is by then. */
  follow(
    grid: HTMLElement,
    x: number,
    y: number,
    scrolled: (x: number, y: number) => void,
  ): void {
    this.#at = { x, y };
    if (this.#frame !== 0) return;
    const step = () => {
      if (this.#scrollPage() || this.#turnDays(grid)) scrolled(this.#at.x, this.#at.y);
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#sideSince = null;
  }

  #scrollPage(): boolean {
    const { y } = this.#at;
    const by = y < NEAR ? -SPEED : y > innerHeight - NEAR ? SPEED : 0;
    if (by !== 0) scrollBy(0, by);
    return by !== 0;
  }

  #turnDays(grid: HTMLElement): boolean {
    if (grid.scrollWidth <= grid.clientWidth) return false;
    const box = grid.getBoundingClientRect(), { x } = this.#at;
    const side = x < box.left + SIDE ? -1 : x > box.right - SIDE ? 1 : 0;
    const now = performance.now();
    if (side === 0) this.#sideSince = null;
    else if (this.#sideSince === null) this.#sideSince = now;
    else if (now - this.#sideSince > REST_MS) {
      this.#sideSince = now;
      const day = grid.querySelector("[data-day]")?.clientWidth ?? 0;
      grid.scrollBy({ left: side * day, behavior: "smooth" });
    }
    return side !== 0;
  }
}
