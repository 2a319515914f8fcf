import { addDays, dateAt, datesBetween, startOfDay } from "$lib/scheduling/day.ts";
import {
  addMonths,
  bySevens,
  isDate,
  weekdaysFrom,
  weekStart,
  wholeWeeks,
} from "$lib/scheduling/month.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { formatDates, formatMonth, weekdayNames } from "$lib/i18n/date-time.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type CalendarReader, displayOf } from "$lib/server/views/calendar-items.ts";
import { daysView } from "$lib/server/views/calendar-view.ts";
import { type HostCalendar, readHostCalendar } from "$lib/server/views/host-calendar.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { LEAST_MINUTES } from "./week-places.ts";
import type { LayoutServerLoad } from "./$types";

/** The week; what its page says of one booking is read apart from it. */
export const load: LayoutServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app, region } = event.locals;
  const { calendar: words, availability } = messages(host.language).dashboard;
  const now = app.now();
  const query = event.url.searchParams;
  const today = dateAt(now, host.zone);
  const entered = query.get("date") ?? "", asked = enteredDate(entered, host);
  const date = isDate(asked) ? asked : today;
  const isWhole = query.get("hours") === "all";

  const from = firstWeekday({ ...host, region });
  const first = weekStart(date, from), last = addDays(first, 6);
  const span = {
    start: startOfDay(first, host.zone),
    end: startOfDay(addDays(last, 1), host.zone),
  };
  const calendar = await readHostCalendar(app, host, span);
  const reader: CalendarReader = { host, now, words };
  const view = daysView(
    calendar,
    {
      dates: datesBetween(first, last),
      hours: isWhole ? "all" : "used",
      leastMinutes: LEAST_MINUTES,
    },
    reader,
  );
  const isThisWeek = first <= today && today <= last;
  const { requestedTimes } = await event.parent();
  const address = (to: string, all = isWhole) =>
    `/dashboard/calendar?${all ? "hours=all&" : ""}date=${to}`;
  return {
    title: words.title,
    words,
    counts: availability.timeOff.bookedOn,
    zone: host.zone.replaceAll("_", " "),
    display: displayOf(reader),
    now,
    date,
    /** What was entered as a date and is none. */
    wrong: entered !== "" && date !== asked
      ? { entered, error: messages(host.language).refusals.fields["date-invalid"] }
      : null,
    week: formatDates(span.start, startOfDay(last, host.zone), displayOf(reader)),
    links: {
      previous: address(addDays(first, -7)),
      next: address(addDays(first, 7)),
      today: address(today),
      hours: address(date, !isWhole),
    },
    isWhole,
    isThisWeek,
    elsewhere: requestsElsewhere(requestedTimes, span, { ...reader, isThisWeek })
      .map(({ text, at }) => ({ text, href: address(dateAt(at, host.zone)) })),
    month: monthOf(date, { today, from, requestedTimes, address, reader }),
    unknown: unknownNotices(calendar, now, words.unknown),
    ...view,
  };
};

/** The whole weeks of a date's month, and the days for which something is requested. */
function monthOf(
  date: string,
  { today, from, requestedTimes, address, reader }: {
    today: string;
    from: number;
    requestedTimes: readonly number[];
    address: (date: string) => string;
    reader: CalendarReader;
  },
) {
  const { zone, language } = reader.host;
  const of = date.slice(0, 7);
  const { first, last } = wholeWeeks(of, from);
  const dates = datesBetween(first, last);
  const requested = new Set(requestedTimes.map((time) => dateAt(time, zone)));
  return {
    of,
    date,
    today,
    label: formatMonth(startOfDay(`${of}-01`, zone), displayOf(reader)),
    previous: address(`${addMonths(of, -1)}-01`),
    next: address(`${addMonths(of, 1)}-01`),
    address: address(""),
    weekdays: weekdaysFrom(from).map((weekday) => weekdayNames(weekday, language)),
    weeks: bySevens(dates),
    requested: dates.filter((each) => requested.has(each)),
  };
}

/** How many requests are in other weeks, and when the first of them is. */
function requestsElsewhere(
  times: readonly number[],
  week: Span,
  { host, words, isThisWeek }: CalendarReader & { isThisWeek: boolean },
): { text: string; at: number }[] {
  const { requests } = messages(host.language).dashboard.availability.timeOff.bookedOn;
  const after = startOfDay(addDays(dateAt(week.end, host.zone), 7), host.zone);
  const earlier = times.filter((time) => time < week.start);
  const later = times.filter((time) => time >= week.end);
  const next = later.filter((time) => time < after);
  const isNext = isThisWeek && next.length > 0;
  const groups: { where: keyof typeof words.elsewhere; those: number[] }[] = [
    { where: "earlier", those: earlier },
    isNext ? { where: "next", those: next } : { where: "later", those: later },
  ];
  return groups.filter(({ those }) => those.length > 0)
    .map(({ where, those }) => ({
      text: format(words.elsewhere[where], {
        requests: plural(requests, those.length, host.language),
      }),
      at: Math.min(...those),
    }));
}

/** One sentence for each calendar that may have events that are not known from now on. */
function unknownNotices(
  { unknown }: HostCalendar,
  now: number,
  words: Record<HostCalendar["unknown"][number]["reason"], string>,
): string[] {
  const sentences = unknown.filter(({ end }) => end > now).map(({ calendar, reason }) =>
    format(words[reason], { calendar })
  );
  return [...new Set(sentences)];
}
