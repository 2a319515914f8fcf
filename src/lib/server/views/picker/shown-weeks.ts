import { dateAt } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isIn, type Weeks, weeksOf } from "$lib/scheduling/month.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import type { PickerQuery } from "./picker-query.ts";

/** The weeks that a picker shows, in the guest's zone. */
export interface ShownWeeks extends Weeks {
  /** The ISO weekday on which they begin. */
  from: number;
  /** The month whose weeks they are. */
  month: string;
  today: string;
  hasPrevious: boolean;
  hasNext: boolean;
  /** The `month` that a link to a date of them needs to stay on them; null where the date alone leads there. */
  monthFor(date: string): string | null;
}

/** The weeks that a query asks for, as far as they can be booked: by its month, or the day that it names. */
export function shownWeeks(
  query: PickerQuery,
  type: EventType,
  { zone, ownerZone, now, from }: {
    zone: string;
    ownerZone: string;
    now: number;
    /** The ISO weekday on which weeks begin. */
    from: number;
  },
): ShownWeeks {
  const today = dateAt(now, zone);
  const lastDate = dateAt(Math.max(bookingWindowEnd(type, now, ownerZone) - 1, now), zone);
  const [first, last] = [today.slice(0, 7), lastDate.slice(0, 7)];
  const current = weeksOf(first, today, from);
  const clamp = (month: string) => month < first ? first : month > last ? last : month;
  const leadsTo = (date: string) => isIn(current, date) ? first : clamp(date.slice(0, 7));

  const asked = query.month === null ? null : clamp(query.month);
  const date = query.slot === null ? query.date : dateAt(query.slot, zone);
  const isAsked = asked !== null && (date === null || isIn(weeksOf(asked, today, from), date));
  const month = isAsked ? asked : date === null ? first : leadsTo(date);
  const weeks = weeksOf(month, today, from);
  return {
    ...weeks,
    from,
    month,
    today,
    hasPrevious: month > first,
    hasNext: month < last && weeks.last < lastDate,
    monthFor: (date) => leadsTo(date) === month ? null : month,
  };
}
