import { DAY, nextMinute } from "$lib/scheduling/durations.ts";
import { clip } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getGuards, type VersionedGuard } from "../kv/guard.ts";
import { guardsOfPage, searchKey, versionOf } from "./find-slots.ts";
import { validUntil } from "./horizon-search.ts";
import { bookableSpan, readOffering, type SlotSearch, startsIn, termsOf } from "./offering.ts";

/** A time that could not be given, and how many others are wanted instead. */
export interface AlternativesSearch extends Omit<SlotSearch, "window"> {
  /** Epoch ms. */
  near: number;
  /** Missing means four. */
  max?: number;
}

/** Some free starts, and until when the clock alone changes nothing of them, epoch ms. */
interface Nearby {
  starts: number[];
  until: number;
}

/**
 * The free starts nearest to a requested time, in order of time. Many lose one time at the same moment: while the guards
 * are the same, they share one search, for a minute at most.
 */
export async function suggestAlternatives(
  app: App,
  search: AlternativesSearch,
): Promise<number[]> {
  const guards = await getGuards(app.kv, guardsOfPage(search)), version = versionOf(guards);
  const { near, max = 4 } = search, now = app.now();
  const key = [searchKey(search), near, max].join(" ");
  const kept = app.nearbyCache.get(key, version, now);
  // Whoever began that search is told of its error; it is done anew here.
  const shared = kept && await kept.catch(() => null);
  if (shared && app.now() < shared.until) return shared.starts;
  const found = findNearby(app, { ...search, max }, guards.slice(0, search.hosts.length));
  app.nearbyCache.set(key, version, { start: now, end: nextMinute(now) }, found);
  return (await found).starts;
}

async function findNearby(
  app: App,
  { near, max, ...search }: Required<Pick<AlternativesSearch, "near" | "max">> & AlternativesSearch,
  guards: readonly VersionedGuard[],
): Promise<Nearby> {
  const terms = termsOf(app, search);
  const horizon = await bookableSpan(app, search, terms.now);
  let until = nextMinute(terms.now);
  for (const reach of [DAY, 4 * DAY, 16 * DAY, 366 * DAY]) {
    const window = clip({ start: near - reach, end: near + reach }, horizon);
    const snapshots = await readOffering(app, { ...search, window }, guards);
    if (!snapshots) return { starts: [], until };
    const starts = startsIn(snapshots, terms, window);
    until = Math.min(until, ...snapshots.map((snapshot) => validUntil(snapshot, terms)));
    const isWhole = window.start === horizon.start && window.end === horizon.end;
    if (starts.length >= max || isWhole) return { starts: nearestTo(near, starts, max), until };
  }
  return { starts: [], until };
}

function nearestTo(near: number, starts: readonly number[], max: number): number[] {
  return starts.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near)).slice(0, max)
    .sort((a, b) => a - b);
}
