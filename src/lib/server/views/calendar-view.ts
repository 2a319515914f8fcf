import type { ColumnItem, DayColumnView, RulerView } from "$lib/components/calendar-view.ts";
import { daySpan, weekdayOf } from "$lib/scheduling/day.ts";
import { type DayRuler, dayRuler, gapsOf, piecesOf } from "$lib/scheduling/day-ruler.ts";
import { placeOn, type RulerPiece } from "$lib/scheduling/ruler-piece.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { assignLanes } from "$lib/scheduling/lanes.ts";
import { inside, merge, overlaps, type Span } from "$lib/scheduling/span.ts";
import { formatDate, formatHour, weekdayNames } from "$lib/i18n/date-time.ts";
import {
  busyItem,
  type CalendarItem,
  type CalendarReader,
  displayOf,
  heldItem,
  proposedItem,
  timeOnDay,
} from "./calendar-items.ts";
import { bannersOf, isAllDay, notesOf } from "./calendar-notes.ts";
import { hoursAround, placeIn, rulerView, type Shown, shownExtent } from "./calendar-places.ts";
import type { HostCalendar } from "./host-calendar.ts";

/** Several days against one ruler. */
export interface DaysView {
  ruler: RulerView;
  days: DayColumnView[];
}

/** What of a calendar is shown. */
export interface ShownDays {
  dates: readonly string[];
  /** All hours; the hours round this span; or those in which anything is. */
  hours: "all" | "used" | Span;
  /** The booking that the page is about. */
  own?: string | null;
  /** Whether bookings are links to their pages; where nobody need be signed in they are not. */
  isLinked?: boolean;
  /** What can be pressed is shown at least so high, in minutes. */
  leastMinutes: number;
  /** A new time for it that is not stored yet. */
  proposed?: (Span & { title: string }) | null;
}

/** The most that stand beside each other. */
const MAX_LANES = 6;
/** Beside more of them a second link would cover the first. */
const MAX_LANES_TO_JOIN = 2;
/** Eight to six: what is shown of days on which nothing is. */
const usualHours: Span = { start: 8 * 60, end: 18 * 60 };

/** The columns of some dates of a host's calendar, formatted. */
export function daysView(
  calendar: HostCalendar,
  { dates, hours, own = null, proposed = null, isLinked = true, leastMinutes }: ShownDays,
  reader: CalendarReader,
): DaysView {
  const { zone } = reader.host;
  const ruler = dayRuler(dates, zone);
  const items = [
    ...calendar.held.map((held) => heldItem(held, reader, own)),
    ...calendar.busy.map((busy, n) => busyItem(busy, n, reader)),
    ...(proposed ? [proposedItem(proposed, proposed.title, reader)] : []),
  ];
  const days = dates.map((date) => ({
    date,
    span: daySpan(date, zone),
    pieces: piecesOf(ruler, date),
  })).filter(({ span }) => span.start < span.end);
  const shown = hours === "all"
    ? { start: 0, end: ruler.length }
    : hoursAround(ruler, stretchesToShow(calendar, items, days, { ruler, hours }), usualHours);
  const isWhole = hours === "used" || hours === "all";
  const how = { ruler, shown, isLinked, leastMinutes, isWhole };
  return {
    ruler: rulerView(ruler, shown, (minute) => formatHour(minute, reader.host)),
    days: days.map((day) => columnOf(calendar, items, { ...day, ...how }, reader)),
  };
}

interface Day {
  date: string;
  span: Span;
  pieces: RulerPiece[];
}

/** A day with how it is shown. */
interface ShownDay extends Day, Required<Pick<ShownDays, "isLinked" | "leastMinutes">> {
  ruler: DayRuler;
  shown: Shown;
  /** Whether it is about all of the day, and says what its hours leave out. */
  isWhole: boolean;
}

/** What the shown hours are about, with an hour before and after: a span, or open hours, bookings and a change of the clock. */
function stretchesToShow(
  { open }: HostCalendar,
  items: readonly CalendarItem[],
  days: readonly Day[],
  { ruler, hours }: { ruler: DayRuler; hours: "used" | Span },
): Span[] {
  const used = [...open, ...items.filter(({ kind }) => kind !== "busy")];
  const spans = hours === "used" ? used : [hours];
  return days.flatMap(({ span: day, pieces }) => [
    ...spans.filter((span) => overlaps(span, day)).flatMap((span) => placeOn(pieces, span) ?? []),
    ...(hours === "used" ? gapsOf(ruler, pieces) : []),
  ]).map(({ start, end }) => ({ start: start - 60, end: end + 60 }));
}

function columnOf(
  calendar: HostCalendar,
  items: readonly CalendarItem[],
  day: ShownDay,
  reader: CalendarReader,
): DayColumnView {
  const { date, span, pieces, ruler, shown } = day;
  const { host, now } = reader;
  const display = displayOf(reader);
  const of = (spans: readonly Span[]) =>
    merge(spans.flatMap((each) => inside(each, span))).flatMap((each) => {
      const stretch = placeOn(pieces, each);
      return (stretch && placeIn(shown, stretch)) ?? [];
    });
  const here = items.filter((item) => overlaps(item, span));
  return {
    date,
    weekday: weekdayNames(weekdayOf(date), host.language).short,
    day: String(Number(date.slice(8))),
    name: formatDate(date, display),
    isToday: span.start <= now && now < span.end,
    notes: notesOf(calendar, span, reader),
    banners: bannersOf(calendar, here, day, reader),
    open: of(calendar.open),
    unknown: of(calendar.unknown),
    gaps: gapsOf(ruler, pieces).flatMap((gap) => placeIn(shown, gap) ?? []),
    items: placeItems(
      here.filter((item) => item.kind !== "busy" || !isAllDay(item, span)),
      day,
      reader,
    ),
    now: of([{ start: now, end: now + MINUTE }])[0] ?? null,
    pieces,
  };
}

function placeItems(
  items: readonly CalendarItem[],
  { span, pieces, shown, isLinked, leastMinutes }: ShownDay,
  reader: CalendarReader,
): ColumnItem[] {
  const placed = items.flatMap((item) => {
    const stretch = placeOn(pieces, item), buffers = placeOn(pieces, item.buffered);
    const least = item.href === null ? undefined : leastMinutes;
    const extent = stretch && shownExtent(shown, stretch, least);
    if (!extent) return [];
    const hasBuffers = item.buffered.start < item.start || item.buffered.end > item.end;
    return [{ ...extent, item, buffers: hasBuffers && buffers ? placeIn(shown, buffers) : null }];
  });
  return assignLanes(placed, MAX_LANES).map(({ start, end, item, buffers, lane, lanes }) =>
    whatApplies({
      id: item.id,
      kind: item.kind,
      time: timeOnDay(item, span, reader),
      title: item.title,
      details: item.details,
      state: item.state,
      href: isLinked ? item.href : null,
      join: isLinked && lanes <= MAX_LANES_TO_JOIN ? item.join : null,
      colour: item.colour,
      place: placeIn(shown, { start, end })!,
      buffers,
      lane,
      lanes,
      isOwn: item.isOwn,
      // What began on the day before is moved from there.
      movable: item.start >= span.start ? item.movable : null,
    })
  );
}

/** Without what is null or false: a week may have a thousand of these, and the page travels whole. */
function whatApplies(
  { href, colour, join, buffers, isOwn, movable, ...item }: ColumnItem,
): ColumnItem {
  return {
    ...item,
    ...(href && { href }),
    ...(colour && { colour }),
    ...(join && { join }),
    ...(buffers && { buffers }),
    ...(isOwn && { isOwn }),
    ...(movable && { movable }),
  };
}
