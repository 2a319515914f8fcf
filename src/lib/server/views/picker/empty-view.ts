import type { EmptyView } from "$lib/components/picker-view.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { type DisplayOptions, formatDate, formatLongDate } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { AvailableSlots } from "../../availability/find-slots.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import type { Away } from "./find-away.ts";
import { weeksLabel } from "./month-view.ts";
import { pickerHref, type PickerQuery } from "./picker-query.ts";
import type { ShownWeeks } from "./shown-weeks.ts";

/** Why the shown weeks have no available slots, and a link to where there are some. */
export function emptyView(
  query: PickerQuery,
  { owner: { name }, type, team }: BookingPage,
  reader: DisplayOptions,
  { weeks, offers, away }: { weeks: ShownWeeks; offers: AvailableSlots; away: Away | null },
): EmptyView {
  const { empty } = messages(reader.language).booking;
  if (away && (offers.emptyReason === null || offers.emptyReason === "away")) {
    const isOver = offers.emptyReason === null && offers.nextStart === null;
    const view = awayView(query, reader, { name, away, nextStart: offers.nextStart });
    return isOver ? { ...view, next: toFirst(query, reader) } : view;
  }
  const unreadable = type.whenCalendarStale === "hide" && offers.calendars !== null &&
    offers.calendars !== "fresh";
  if (offers.emptyReason && !(unreadable && offers.emptyReason === "full")) {
    const text = format(empty[`${offers.emptyReason}Text`], { name });
    return { title: format(empty[offers.emptyReason], { name }), note: null, text, next: null };
  }
  if (unreadable && offers.nextStart === null) {
    const text = team ? empty.teamCalendarText : empty.calendarText;
    return { title: empty.calendar, note: null, text: format(text, { name }), next: null };
  }
  if (offers.nextStart === null) {
    return { title: empty.over, note: null, text: empty.overText, next: toFirst(query, reader) };
  }
  const day = formatLongDate(offers.nextStart, reader);
  return {
    title: format(empty.month, { month: weeksLabel(weeks, reader) }),
    note: null,
    text: format(empty.monthText, { day }),
    next: linkTo(query, reader, offers.nextStart),
  };
}

/** Why a day has no times while others of the same weeks have some, and a link to the next time after it, else to the last before. */
export function emptyDayView(
  query: PickerQuery,
  reader: DisplayOptions,
  { name, starts, later, away }: {
    name: string;
    starts: readonly number[];
    /** The first time after the day. */
    later: number | null;
    away: Away | null;
  },
): EmptyView {
  const { picker: words } = messages(reader.language).booking;
  const nextStart = later ?? starts.at(-1) ?? null;
  if (away) return awayView(query, reader, { name, away, nextStart });
  const next = nextStart === null ? null : linkTo(query, reader, nextStart);
  return { title: words.dayEmpty, note: null, text: words.dayEmptyText, next };
}

function awayView(
  query: PickerQuery,
  reader: DisplayOptions,
  { name, away, nextStart }: { name: string; away: Away; nextStart: number | null },
): EmptyView {
  const { empty } = messages(reader.language).booking;
  return {
    title: format(empty.away, { name }),
    note: away.timeOff.publicText || null,
    text: format(empty.awayUntil, { name, day: formatDate(away.back, reader) }),
    next: nextStart === null ? null : linkTo(query, reader, nextStart),
  };
}

function toFirst(query: PickerQuery, reader: DisplayOptions): EmptyView["next"] {
  const { empty } = messages(reader.language).booking;
  return { label: empty.overGo, href: pickerHref(query, {}) };
}

function linkTo(query: PickerQuery, reader: DisplayOptions, start: number): EmptyView["next"] {
  const { empty } = messages(reader.language).booking;
  return {
    label: format(empty.monthGo, { day: formatLongDate(start, reader) }),
    href: pickerHref(query, { date: dateAt(start, reader.zone) }),
  };
}
