/** Every figure of some dates, from what was counted on them and on as many before. */
import { type CountedDay, type ViewDimension, viewDimensions } from "../counted-days.ts";
import { bookingsIn, type Dates, type FigureChoice, visitsIn } from "./choice.ts";
import {
  type EventTypeRow,
  eventTypesOf,
  type SourceRow,
  sourcesOf,
  type VisitorRow,
  visitorsBy,
} from "./origins.ts";
import { funnelOf, type FunnelRow } from "./funnel.ts";
import { decisionTimesOf, type HourRow, hoursOf, leadTimesOf, type TimingRow } from "./timing.ts";
import { type OutcomeRow, outcomesOf } from "./outcomes.ts";
import { datesBefore, type PeriodRow, periodsOf, type PeriodUnit, totalsOf } from "./periods.ts";

/** How the figures are asked for. */
export interface FigureQuery {
  dates: Dates;
  choice: FigureChoice;
  unit: PeriodUnit;
  /** ISO weekday on which weeks begin. */
  firstWeekday: number;
  /** The date of the owner's zone. */
  today: string;
}

export interface Figures {
  totals: { requested: number; before: number };
  periods: PeriodRow[];
  funnel: FunnelRow[];
  outcomes: OutcomeRow[];
  hours: HourRow[];
  leadTimes: TimingRow[];
  decisionTimes: TimingRow[];
  eventTypes: EventTypeRow[];
  sources: SourceRow[];
  visitors: Record<ViewDimension, VisitorRow[]>;
}

/** The dates that have to be read: those that are asked for and as many before. */
export function datesToRead(dates: Dates): Dates {
  return { from: datesBefore(dates).from, to: dates.to };
}

/** All figures of what was counted on `datesToRead`. */
export function figuresOf(
  days: readonly CountedDay[],
  { dates, choice, unit, firstWeekday, today }: FigureQuery,
): Figures {
  const visits = visitsIn(days, dates, choice), bookings = bookingsIn(days, dates, choice);
  return {
    totals: totalsOf(days, dates, choice),
    periods: periodsOf(days, dates, choice, { unit, firstWeekday }),
    funnel: funnelOf(visits, bookings, choice, today),
    outcomes: outcomesOf(bookings),
    hours: hoursOf(bookings, firstWeekday),
    leadTimes: leadTimesOf(bookings),
    decisionTimes: decisionTimesOf(bookings),
    eventTypes: eventTypesOf(visits, bookings, choice),
    sources: sourcesOf(visits, bookings),
    visitors: Object.fromEntries(
      viewDimensions.map((dimension) => [dimension, visitorsBy(days, dates, dimension)]),
    ) as Record<ViewDimension, VisitorRow[]>,
  };
}
