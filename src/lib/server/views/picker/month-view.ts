import type { DayCell, MonthView } from "$lib/components/picker-view.ts";
import { startOfDay } from "$lib/scheduling/day.ts";
import { addMonths, type DaySlots, toWeeks, weekdaysFrom } from "$lib/scheduling/month.ts";
import {
  type DisplayOptions,
  formatDate,
  formatMonth,
  formatShortMonth,
  weekdayNames,
} from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { pickerHref, type PickerQuery } from "./picker-query.ts";
import type { ShownWeeks } from "./shown-weeks.ts";

interface ShownMonth {
  query: PickerQuery;
  reader: DisplayOptions;
  weeks: ShownWeeks;
  days: DaySlots[];
  current: string | null;
}

/** The month as a grid of whole weeks; days with available slots are links. */
export function monthView(shown: ShownMonth): MonthView {
  const { query, reader, weeks, days } = shown;
  const other = (months: number) => pickerHref(query, { month: addMonths(weeks.month, months) });
  return {
    label: weeksLabel(weeks, reader),
    previous: weeks.hasPrevious ? other(-1) : null,
    next: weeks.hasNext ? other(1) : null,
    weekdays: weekdaysFrom(weeks.from).map((weekday) => weekdayNames(weekday, reader.language)),
    weeks: toWeeks(days.map((day) => dayCell(day, shown)), weeks.from),
  };
}

/** "November 2026"; "Nov – Dec 2026" where a week or more of the next month is shown. */
export function weeksLabel({ month, last }: ShownWeeks, reader: DisplayOptions): string {
  const next = addMonths(month, 1);
  const until = last >= `${next}-07` ? next : month;
  const [from, to] = [month, until].map((each) => startOfDay(`${each}-01`, reader.zone));
  return formatMonth(from!, reader, to);
}

function dayCell(day: DaySlots, { query, reader, weeks, current }: ShownMonth): DayCell {
  const words = messages(reader.language).booking.picker;
  const free = day.starts.length;
  const isToday = day.date === weeks.today;
  const name = formatDate(day.date, reader) + (isToday ? ` (${words.today})` : "");
  const month = weeks.monthFor(day.date);
  const isOther = day.date.slice(0, 7) !== weeks.month;
  return {
    date: day.date,
    number: Number(day.date.slice(8)),
    month: isOther && day.date.endsWith("-01") ? formatShortMonth(day.start, reader) : null,
    href: free ? pickerHref(query, { date: day.date, month }) : null,
    label: free
      ? plural(words.dayFree, free, reader.language, { day: name })
      : format(words.dayFull, { day: name }),
    today: isToday,
    current: day.date === current,
  };
}
