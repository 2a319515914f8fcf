import { addDays } from "$lib/scheduling/day.ts";
import {
  datesToRead,
  type FigureQuery,
  type Figures,
  figuresOf,
} from "$lib/scheduling/figures/figures.ts";
import type { App } from "../app.ts";
import { hasCountedDays } from "../store/counted-days.ts";
import { readCountedDays } from "./counted-days.ts";

/** Counts are kept for about as long, days. */
const KEPT_DAYS = 25 * 31;

/** All figures of an owner's event types. */
export interface ReadFigures extends Figures {
  /** Changes of bookings that are still to be counted. */
  uncounted: number;
}

/** The figures of some dates. */
export async function readFigures(
  app: App,
  ownerId: string,
  query: FigureQuery,
): Promise<ReadFigures> {
  const { days, uncounted } = await readCountedDays(app, ownerId, datesToRead(query.dates));
  return { ...figuresOf(days, query), uncounted };
}

/** Whether anything was ever counted for an owner, as far back as counts are kept. */
export async function hasFigures(app: App, ownerId: string, today: string): Promise<boolean> {
  if (await hasCountedDays(app.kv, ownerId)) return true;
  // Nothing is stored: the range holds what changed since then, if anything.
  const range = { from: addDays(today, -KEPT_DAYS), to: today };
  return (await readCountedDays(app, ownerId, range)).days.length > 0;
}
