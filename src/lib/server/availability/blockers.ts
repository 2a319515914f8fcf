import { inLine } from "$lib/i18n/label.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { daySpan } from "$lib/scheduling/day.ts";
import type { TitledSpan } from "$lib/scheduling/entry-title.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { Reason } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { askCalendars } from "./ask-calendars.ts";
import { calendarNames } from "./calendar-names.ts";
import type { Explanation } from "./explain.ts";
import { getBookings } from "../store/bookings.ts";
import { readTitles } from "../store/busy-titles.ts";
import { getGuard } from "../kv/guard.ts";

/** What blocks the requested instant, by its reasons. */
export interface Blockers {
  bookings: Map<string, Booking>;
  /** The title of a busy time, where its calendar has one. */
  titleOf(reason: Reason): string;
  /** Calendars that did not answer just now. */
  unreachable: string[];
}

const LIMIT_MS = 3_000;

/** Looks up the bookings, and asks the calendars for titles where one of them is the reason. */
export async function findBlockers(
  app: App,
  host: Host,
  { requested }: Explanation,
  date: string,
): Promise<Blockers> {
  const reasons = requested?.reasons ?? [];
  const found = await getBookings(app.kv, reasons.flatMap(({ bookings }) => bookings ?? []));
  const isBusy = reasons.some(({ calendar }) => calendar !== undefined);
  const day = daySpan(date, host.zone);
  const answers = isBusy
    ? await askCalendars(app, host, day, LIMIT_MS)
    : { busy: [], unreachable: [] };
  const named = [...answers.busy, ...await titlesOfLastSync(app, host, day, answers.unreachable)];
  return {
    bookings: new Map(
      found.filter(({ hosts }) => hosts.includes(host.id)).map((booking) => [booking.id, booking]),
    ),
    titleOf: ({ calendar, span }) => {
      if (!span) return "";
      // A stored busy time may be merged from several events; all of them are named.
      const within = named.filter((busy) =>
        busy.calendar === calendar && busy.start < span.end && span.start < busy.end
      );
      return inLine([...new Set(within.flatMap(({ title }) => title || []))], host.language);
    },
    unreachable: answers.unreachable,
  };
}

/** Titles of the calendars that did not answer, by their names. */
async function titlesOfLastSync(
  app: App,
  host: Host,
  day: Span,
  calendars: readonly string[],
): Promise<(TitledSpan & { calendar: string })[]> {
  if (calendars.length === 0) return [];
  const { guard } = await getGuard(app.kv, host.id);
  const names = await calendarNames(app.kv, host.id);
  const titles = [...await readTitles(app, host.id, guard, day)].flatMap(([key, spans]) =>
    spans.map((span) => ({ ...span, calendar: names.get(key) ?? "" }))
  );
  return titles.filter(({ calendar }) => calendars.includes(calendar));
}
