import type { SmallDayView } from "$lib/components/calendar-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import type { CalendarAnswer } from "../availability/ask-calendars.ts";
import { daysView, type ShownDays } from "./calendar-view.ts";
import { timeToDecide } from "../changes/conflict-check.ts";
import { type HostCalendar, readHostCalendar } from "./host-calendar.ts";

/** What a small column is about. */
export interface SmallDayQuery extends Pick<ShownDays, "own" | "proposed" | "isLinked"> {
  /** Of its start the day is shown, and the hours round it. */
  time: Span;
  /** What the calendars have just answered for the whole of that day. */
  answer?: CalendarAnswer;
}

/** At 48 px an hour a link in it is high enough to be pressed. */
const LEAST_MINUTES = 35;

/** The day of a time, with what else there is. */
export async function readSmallDay(
  app: App,
  host: Host,
  { answer, ...query }: SmallDayQuery,
): Promise<SmallDayView | null> {
  const day = daySpan(dateAt(query.time.start, host.zone), host.zone);
  return smallDay(app, host, await readHostCalendar(app, host, day, answer), query);
}

/** The days of bookings that wait for their host, by the booking's id; each day is read once. */
export async function readDaysOfRequests(
  app: App,
  host: Host,
  requests: readonly Booking[],
): Promise<Map<string, SmallDayView | null>> {
  const times = requests.map((booking) => ({
    id: booking.id,
    time: timeToDecide(booking, app.now()),
  }));
  const dates = [...new Set(times.map(({ time }) => dateAt(time.start, host.zone)))];
  const calendars = new Map(
    await Promise.all(
      dates.map(async (date) =>
        [date, await readHostCalendar(app, host, daySpan(date, host.zone))] as const
      ),
    ),
  );
  return new Map(times.map(({ id, time }) => {
    const calendar = calendars.get(dateAt(time.start, host.zone))!;
    return [id, smallDay(app, host, calendar, { time, own: id })];
  }));
}

function smallDay(
  app: App,
  host: Host,
  calendar: HostCalendar,
  { time, ...shown }: Omit<SmallDayQuery, "answer">,
): SmallDayView | null {
  const dates = [dateAt(time.start, host.zone)];
  const words = messages(host.language).dashboard.calendar;
  const view = daysView(
    calendar,
    { ...shown, dates, hours: time, leastMinutes: LEAST_MINUTES },
    { host, now: app.now(), words },
  );
  const [day] = view.days;
  return day ? { ruler: view.ruler, day } : null;
}
