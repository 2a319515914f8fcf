import type { DayCell, MonthView } from "$lib/components/picker-view.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { addMonths, type DaySlots, toWeeks } from "$lib/scheduling/month.ts";
import { type DisplayOptions, formatDate, formatMonth, weekdayNames } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { pickerHref, type PickerQuery } from "./picker-query.ts";

interface ShownMonth {
  query: PickerQuery;
  reader: DisplayOptions;
  month: string;
  /** First and last month that can be booked. */
  bounds: { first: string; last: string };
  days: DaySlots[];
  current: string | null;
  now: number;
}

/** The month as a grid of weeks from Monday; days with available slots are links. */
export function monthView(shown: ShownMonth): MonthView {
  const { query, reader, month, bounds, days, now } = shown;
  const today = dateAt(now, reader.zone);
  const other = (months: number) => pickerHref(query, { month: addMonths(month, months) });
  return {
    label: formatMonth(startOfDay(`${month}-01`, reader.zone), reader),
    previous: month > bounds.first ? other(-1) : null,
    next: month < bounds.last ? other(1) : null,
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => weekdayNames(weekday, reader.language)),
    weeks: toWeeks(days.map((day) => dayCell(day, shown, today))),
  };
}

function dayCell(day: DaySlots, { query, reader, current }: ShownMonth, today: string): DayCell {
  const words = messages(reader.language).booking.picker;
  const free = day.starts.length;
  const name = formatDate(day.date, reader) + (day.date === today ? ` (${words.today})` : "");
  return {
    date: day.date,
    number: Number(day.date.slice(8)),
    href: free ? pickerHref(query, { date: day.date }) : null,
    label: free
      ? plural(words.dayFree, free, reader.language, { day: name })
      : format(words.dayFull, { day: name }),
    today: day.date === today,
    current: day.date === current,
  };
}
