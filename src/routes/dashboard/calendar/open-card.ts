/** The card of what was pressed in the week: the address names that of a booking, and the focus goes back to its block. */
import { tick } from "svelte";
import { goto } from "$app/navigation";
import { page } from "$app/state";

interface Week {
  grid: HTMLElement | undefined;
  /** The booking whose card is open. */
  card: { id: string } | null;
}

function only(names: string[]): [string, string][] {
  return [...page.url.searchParams].filter(([name]) => names.includes(name));
}

export class OpenCard {
  /** What was pressed or moved last, and its day. */
  #pressed: { block: HTMLElement; day: Element | null } | null = null;
  /** How far down the page was when an answer was given. */
  #answeredAt: number | null = null;
  #week: () => Week;

  constructor(week: () => Week) {
    this.#week = week;
  }

  /** What its forms keep of the address: the week, and this card. */
  get query(): string {
    return `&${new URLSearchParams(only(["date", "hours", "booking", "to"]))}`;
  }

  /** The same week with this card, or without one. */
  async show(card: { booking?: string; to?: string }): Promise<void> {
    const query = new URLSearchParams([...only(["date", "hours"]), ...Object.entries(card)]);
    await goto(`?${query}`, { replaceState: true, noScroll: true, keepFocus: true });
  }

  press(block: HTMLElement | null): void {
    this.#pressed = block && { block, day: block.closest(".day") };
  }

  /** Asks whether a booking moves to an instant, ISO 8601. */
  async ask(booking: string, to: string): Promise<void> {
    this.press(this.#find(booking));
    await this.show({ booking, to });
  }

  close({ isFocused = true } = {}): void {
    if (isFocused) this.#focusBlock();
    if (this.#week().card) this.show({});
  }

  /** What the card is about: where it would be moved to, or its block. */
  block = (): HTMLElement | null =>
    this.#week().grid?.querySelector<HTMLElement>(".ghost") ?? this.#blockOf(this.#week().card?.id);

  /** An answer was taken, and leads to the same week. */
  noteAnswer(): void {
    this.#answeredAt = scrollY;
  }

  /** After an answer the page stays where it was. */
  async arrive(address: URL | undefined): Promise<void> {
    if (this.#answeredAt === null) return;
    scrollTo({ top: this.#answeredAt, behavior: "instant" });
    this.#answeredAt = null;
    await tick();
    this.#focusBlock(address?.searchParams.get("done") ?? undefined);
  }

  #find(id: string | undefined): HTMLElement | null {
    return this.#week().grid?.querySelector<HTMLElement>(`[data-item][href$="/${id}"]`) ?? null;
  }

  #blockOf(id: string | undefined): HTMLElement | null {
    return this.#pressed?.block.isConnected ? this.#pressed.block : this.#find(id);
  }

  /** To the block of a booking, or where it is gone to its day. */
  #focusBlock(id = this.#week().card?.id): void {
    const day = this.#pressed?.day?.isConnected ? this.#pressed.day : this.#week().grid;
    const to = this.#blockOf(id) ?? day?.querySelector<HTMLElement>("[data-heading]");
    to?.focus({ preventScroll: true });
    to?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
