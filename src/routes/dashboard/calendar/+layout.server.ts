import { addDays, dateAt, datesBetween, startOfDay } from "$lib/scheduling/day.ts";
import { isDate, weekStart } from "$lib/scheduling/month.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { formatDates } from "$lib/i18n/date-time.ts";
import { typedDate } from "$lib/i18n/typed-date.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type CalendarReader, displayOf } from "$lib/server/views/calendar-items.ts";
import { daysView } from "$lib/server/views/calendar-view.ts";
import { type HostCalendar, readHostCalendar } from "$lib/server/views/host-calendar.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import type { LayoutServerLoad } from "./$types";

/** The week; what its page says of one booking is read apart from it. */
export const load: LayoutServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app, region } = event.locals;
  const words = messages(host.language).dashboard.calendar;
  const now = app.now();
  const query = event.url.searchParams;
  const today = dateAt(now, host.zone);
  const typed = query.get("date") ?? "", asked = typedDate(typed, host);
  const date = isDate(asked) ? asked : today;
  const isWhole = query.get("hours") === "all";

  const first = weekStart(date, firstWeekday({ ...host, region })), last = addDays(first, 6);
  const span = {
    start: startOfDay(first, host.zone),
    end: startOfDay(addDays(last, 1), host.zone),
  };
  const calendar = await readHostCalendar(app, host, span);
  const reader: CalendarReader = { host, now, words };
  const view = daysView(
    calendar,
    { dates: datesBetween(first, last), hours: isWhole ? "all" : "used", leastMinutes: 30 },
    reader,
  );
  const address = (to: string, all = isWhole) =>
    `/dashboard/calendar?date=${to}${all ? "&hours=all" : ""}`;
  return {
    title: words.title,
    words,
    zone: host.zone.replaceAll("_", " "),
    display: displayOf(reader),
    now,
    date,
    /** What was entered as a date and is none. */
    wrong: typed !== "" && date !== asked
      ? { typed, error: messages(host.language).refusals.fields["date-invalid"] }
      : null,
    week: formatDates(span.start, startOfDay(last, host.zone), displayOf(reader)),
    links: {
      previous: address(addDays(first, -7)),
      next: address(addDays(first, 7)),
      today: address(today),
      hours: address(date, !isWhole),
    },
    isWhole,
    isThisWeek: first <= today && today <= last,
    unknown: unknownNotices(calendar, now, words.unknown),
    ...view,
  };
};

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
