import type { Host } from "$lib/scheduling/host.ts";
import type { Busy } from "$lib/scheduling/holds.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { daysOf, keys } from "$lib/server/kv/keys.ts";
import { writeTitles } from "$lib/server/store/busy-titles.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import type { TestApp } from "./test-app.ts";
import { sampleCalendar, sampleConnection } from "./sample-connection.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";

const ref = { connectionId: "connection", calendarId: "work" };

/** Gives a host a calendar that blocks time, as the last reading left it. */
export async function connectCalendar(
  app: TestApp,
  host: Host,
  busy: (Busy & { title?: string | null })[] = [],
  state: Partial<CalendarState> = {},
): Promise<void> {
  const connection = sampleConnection({
    id: ref.connectionId,
    hostId: host.id,
    label: "Home",
    calendars: [sampleCalendar({ id: ref.calendarId })],
    createdAt: app.now(),
  });
  const op = app.kv.atomic().set(keys.connection(host.id, connection.id), connection)
    .set(keys.guard(host.id), {
      version: 7,
      calendars: {
        [calendarKey(ref)]: {
          ...unreadCalendar("g1"),
          syncedAt: app.now(),
          syncedUntil: app.now() + 400 * DAY,
          ...state,
        },
      },
    });
  const days = new Map<number, Busy[]>();
  for (const { title: _, ...span } of busy) {
    for (const day of daysOf(span)) days.set(day, [...days.get(day) ?? [], span]);
  }
  for (const [day, spans] of days) {
    op.set(keys.busy(host.id, calendarKey(ref), "g1", day), spans);
  }
  await op.commit();
  const titles = busy.flatMap(({ start, end, title = "" }, n) => ({
    start,
    end,
    title,
    object: `${n}`,
  }));
  await writeTitles(app, { hostId: host.id, calendar: calendarKey(ref), generation: "g1" }, titles);
}

const unasked = () => Promise.reject(new Error("this test asks only what is busy"));

/** A calendar that answers nothing. */
export const unavailableCalendar: Calendar = {
  list: unasked,
  changes: unasked,
  busy: unasked,
  find: unasked,
  put: unasked,
  remove: unasked,
};

/** A calendar server that only answers what is busy now; `answer` may throw or never come. */
export function busyCalendar(
  answer: () => Promise<(Busy & { title?: string })[]>,
): () => Promise<Calendar> {
  return () => Promise.resolve({ ...unavailableCalendar, busy: answer });
}
