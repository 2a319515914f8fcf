import type { DayCell, MonthView } from "$lib/components/picker-view.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { addMonths, type DayOfStarts, inWeeks } from "$lib/scheduling/month.ts";
import { dateInWords, monthName, type Reader, weekdayNames } from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { type Ask, hrefOf } from "./ask.ts";

const words = wordsFor("en").booking.picker;

interface Shown {
  ask: Ask;
  reader: Reader;
  month: string;
  /** First and last month that can be booked. */
  bounds: { first: string; last: string };
  days: DayOfStarts[];
  current: string | null;
  now: number;
}

/** The month as a grid of weeks from Monday; days with something free are links. */
export function monthView(shown: Shown): MonthView {
  const { ask, reader, month, bounds, days, now } = shown;
  const today = dateAt(now, reader.zone);
  const other = (months: number) => hrefOf(ask, { month: addMonths(month, months) });
  return {
    label: monthName(startOfDay(`${month}-01`, reader.zone), reader),
    previous: month > bounds.first ? other(-1) : null,
    next: month < bounds.last ? other(1) : null,
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => weekdayNames(weekday, reader.language)),
    weeks: inWeeks(days.map((day) => cellOf(day, shown, today))),
  };
}

function cellOf(day: DayOfStarts, { ask, reader, current }: Shown, today: string): DayCell {
  const free = day.starts.length;
  const name = dateInWords(day.date, reader) + (day.date === today ? ` (${words.today})` : "");
  return {
    date: day.date,
    number: Number(day.date.slice(8)),
    href: free ? hrefOf(ask, { date: day.date }) : null,
    label: free
      ? count(words.dayFree, free, "en", { day: name })
      : say(words.dayFull, { day: name }),
    today: day.date === today,
    current: day.date === current,
  };
}
