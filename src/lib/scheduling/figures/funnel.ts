import { type BookingCounts, type CountedSource, visitSteps } from "../counted-days.ts";
import {
  type CountedBookings,
  type CountedVisits,
  type FigureChoice,
  shareOf,
  sum,
} from "./choice.ts";
import { hasEnough } from "./few.ts";

/** The steps from a booking page to a meeting that took place, in order. */
export const funnelSteps = ["view", "time", "form", "requested", "confirmed", "held"] as const;
export type FunnelStep = typeof funnelSteps[number];

/** Where guests book by themselves on a page: only these have every step. */
export const pageSources: readonly CountedSource[] = ["page", "widget", "private-link"];

/** How often a step was taken. */
export interface FunnelRow {
  step: FunnelStep;
  /** Null where it is of too few to be told apart by their source. */
  count: number | null;
  /** The part of the step before that came this far, 0 to 1; null where that is not known. */
  share: number | null;
}

/** The steps of guests on booking pages; meetings are held when the date on which they end is before today. */
export function funnelOf(
  allVisits: CountedVisits,
  allBookings: CountedBookings,
  choice: FigureChoice,
  today: string,
): FunnelRow[] {
  const isOfPage = ({ source }: { source: CountedSource }) =>
    choice.source !== null || pageSources.includes(source);
  const visits = allVisits.filter(isOfPage), bookings = allBookings.filter(isOfPage);
  const visited = (step: typeof visitSteps[number]) => {
    const n = sum(visits, ({ counts }) => counts[visitSteps.indexOf(step)] ?? 0);
    return choice.source === null || hasEnough(n) ? n : null;
  };
  const booked = (of: (counts: BookingCounts) => number) =>
    sum(bookings, ({ counts }) => of(counts));
  const counts: Record<FunnelStep, number | null> = {
    view: visited("view"),
    time: visited("time"),
    form: visited("form"),
    requested: booked(({ requested }) => requested),
    confirmed: booked(({ confirmed }) => confirmed),
    held: booked((each) => heldBefore(each, today)),
  };
  return funnelSteps.map((step, n) => {
    const before = n === 0 ? null : counts[funnelSteps[n - 1]!];
    return { step, count: counts[step], share: shareOf(counts[step], before) };
  });
}

/** The meetings that took place: those whose last date is before today. */
export function heldBefore({ ends }: BookingCounts, today: string): number {
  let held = 0;
  for (const date in ends) if (date < today) held += ends[date]!;
  return held;
}
