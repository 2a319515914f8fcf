import { DAY } from "$lib/scheduling/durations.ts";
import { clip } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { bookableSpan, readOffering, type SlotSearch, startsIn, termsOf } from "./offering.ts";

/** A time that could not be given, and how many others are wanted instead. */
export interface AlternativesSearch extends Omit<SlotSearch, "window"> {
  /** Epoch ms. */
  near: number;
  /** Missing means four. */
  max?: number;
}

/** The free starts nearest to a requested time, in order of time. */
export async function suggestAlternatives(
  app: App,
  { near, max = 4, ...search }: AlternativesSearch,
): Promise<number[]> {
  const terms = termsOf(app, search);
  const horizon = await bookableSpan(app, search, terms.now);
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: near - reach, end: near + reach }, horizon);
    const snapshots = await readOffering(app, { ...search, window });
    if (!snapshots) return [];
    const starts = startsIn(snapshots, terms, window);
    const isWhole = window.start === horizon.start && window.end === horizon.end;
    if (starts.length >= max || isWhole) return nearestTo(near, starts, max);
  }
  return [];
}

function nearestTo(near: number, starts: readonly number[], max: number): number[] {
  return starts.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near)).slice(0, max)
    .sort((a, b) => a - b);
}
