import type { Booking } from "$lib/scheduling/booking.ts";
import type { ClosedTime } from "$lib/scheduling/availability-exceptions.ts";
import { unknownIn, type UnknownReason } from "$lib/scheduling/calendar-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { type HeldTime, heldTimes } from "$lib/scheduling/held-time.ts";
import { titleOf } from "$lib/scheduling/entry-title.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyOutsideHolds, withBuffers } from "$lib/scheduling/holds.ts";
import { holdsOf } from "$lib/scheduling/booking.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { CalendarAnswer } from "../availability/ask-calendars.ts";
import { calendarNames } from "../availability/calendar-names.ts";
import { readOpenHours } from "../availability/open-hours.ts";
import { listBookingPlaces } from "../store/booking-places.ts";
import { getBookings } from "../store/bookings.ts";
import { readBusyByCalendar } from "../store/busy.ts";
import { readTitles } from "../store/busy-titles.ts";
import { getGuard, type Guard } from "../kv/guard.ts";
import { listRescheduleRequests } from "../store/reschedule-requests.ts";
import { busyOf } from "../changes/conflicts.ts";

/** Busy time of a calendar that no booking explains. */
export interface CalendarBusy extends Span {
  /** The calendar's name; "" for one that is no longer connected. */
  calendar: string;
  /** "" without one, and for a private entry. */
  title: string;
  isPrivate?: true;
}

/** Time in which a calendar may have events that are not known: it is not free. */
export interface UnknownTime extends Span {
  calendar: string;
  reason: UnknownReason | "unreachable";
}

/** A host's own time, for that host alone. */
export interface HostCalendar {
  span: Span;
  open: Span[];
  closed: ClosedTime[];
  held: HeldTime[];
  busy: CalendarBusy[];
  unknown: UnknownTime[];
}

/** The longest meeting with its buffers, in ms: how far outside a span a booking may begin. */
const LONGEST_HELD = (480 + 2 * 180) * MINUTE;
/** More than a host's day can hold in six weeks. */
const MOST_BOOKINGS = 20_000;

/** A host's time in a span, from the store; with an answer of the calendars, their busy time as they have just answered. */
export async function readHostCalendar(
  app: App,
  host: Host,
  span: Span,
  answer?: CalendarAnswer,
): Promise<HostCalendar> {
  const { kv } = app;
  const now = app.now();
  const { guard } = await getGuard(kv, host.id);
  const [bookings, byCalendar, titles, names, hours] = await Promise.all([
    bookingsNear(kv, host.id, span, now),
    readBusyByCalendar(kv, host.id, guard, span),
    readTitles(app, host.id, guard, span),
    calendarNames(kv, host.id),
    readOpenHours(kv, host, span),
  ]);
  const holds = bookings.flatMap((booking) => holdsOf(booking, now));
  const synced = [...byCalendar].flatMap(([key, busy]) =>
    busyOutsideHolds(busy, holds, now).map((time) => ({
      ...time,
      calendar: names.get(key) ?? "",
      ...named(titleOf(time, titles.get(key) ?? [])),
    }))
  );
  const busy = answer
    ? [
      ...busyOf({ holds, busy: [] }, answer, now),
      ...synced.filter(({ calendar }) => answer.unreachable.includes(calendar)),
    ]
    : synced;
  return {
    span,
    ...hours,
    held: heldTimes(bookings, now).filter((held) => overlaps(withBuffers(held), span)),
    busy: busy.filter((each) => overlaps(each, span)).sort((a, b) => a.start - b.start),
    unknown: answer
      ? answer.unreachable.map((calendar) => ({ ...span, calendar, reason: "unreachable" }))
      : unknownTimes(app, guard, names, span),
  };
}

/** Bookings that may hold time in a span, those that ask to move there among them. */
async function bookingsNear(
  kv: Deno.Kv,
  hostId: string,
  span: Span,
  now: number,
): Promise<Booking[]> {
  const range = {
    from: span.start - LONGEST_HELD,
    to: span.end + LONGEST_HELD,
    after: null,
    latestFirst: false,
    limit: MOST_BOOKINGS,
  };
  const [confirmed, pending, moving] = await Promise.all([
    listBookingPlaces(kv, hostId, "confirmed", range),
    listBookingPlaces(kv, hostId, "pending", range),
    listRescheduleRequests(kv, hostId, now, MOST_BOOKINGS),
  ]);
  const near = await getBookings(kv, [...confirmed, ...pending].map(({ id }) => id));
  const all = new Map([...near, ...moving].map((booking) => [booking.id, booking]));
  return [...all.values()].filter(({ hosts }) => hosts.includes(hostId));
}

function named(title: string | null): Pick<CalendarBusy, "title" | "isPrivate"> {
  return title === null ? { title: "", isPrivate: true } : { title };
}

function unknownTimes(
  app: App,
  { calendars }: Guard,
  names: ReadonlyMap<string, string>,
  span: Span,
): UnknownTime[] {
  return Object.entries(calendars).flatMap(([key, state]) =>
    unknownIn(state, span, app.now(), app.settings.syncIntervalMs)
      .map((unknown) => ({ ...unknown, calendar: names.get(key) ?? "" }))
  );
}
