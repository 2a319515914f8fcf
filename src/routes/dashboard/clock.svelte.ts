/** The server's clock, which goes on between two loads of a page. */
export class Clock {
  #now: number;

  /** `loaded` is the server's clock of what the page was loaded from, epoch ms. */
  constructor(loaded: () => number) {
    this.#now = $state(loaded());
    $effect(() => {
      const at = loaded(), begun = performance.now();
      this.#now = at;
      const timer = setInterval(() => (this.#now = at + performance.now() - begun), 1000);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    return this.#now;
  }
}
