import type { ColumnItem, DayColumnView, RulerView } from "$lib/components/calendar-view.ts";
import { daySpan, weekdayOf } from "$lib/scheduling/day.ts";
import { type DayRuler, dayRuler, gapsOf, piecesOf } from "$lib/scheduling/day-ruler.ts";
import { placeOn, type RulerPiece } from "$lib/scheduling/ruler-piece.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { assignLanes } from "$lib/scheduling/lanes.ts";
import { inside, merge, overlaps, type Span } from "$lib/scheduling/span.ts";
import { formatWallTime } from "$lib/scheduling/wall-time.ts";
import { formatDate, formatTime, weekdayNames } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import {
  busyItem,
  type CalendarItem,
  type CalendarReader,
  displayOf,
  heldItem,
  proposedItem,
  timeOnDay,
} from "./calendar-items.ts";
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
  /** A new time for it that is not stored yet. */
  proposed?: (Span & { title: string }) | null;
}

/** The most that stand beside each other. */
const MAX_LANES = 6;
/** What can be pressed is shown at least so high, in minutes of the ruler. */
const LEAST_MINUTES = 25;
/** Eight to six: what is shown of days on which nothing is. */
const usualHours: Span = { start: 8 * 60, end: 18 * 60 };

/** The columns of some dates of a host's calendar, formatted. */
export function daysView(
  calendar: HostCalendar,
  { dates, hours, own = null, proposed = null }: ShownDays,
  reader: CalendarReader,
): DaysView {
  const { zone, hourCycle } = reader.host;
  const ruler = dayRuler(dates, zone);
  const items = [
    ...calendar.held.map((held) => heldItem(held, reader, own)),
    ...calendar.busy.map((busy) => busyItem(busy, reader)),
    ...(proposed ? [proposedItem(proposed, proposed.title, reader)] : []),
  ];
  const days = dates.map((date) => ({
    date,
    span: daySpan(date, zone),
    pieces: piecesOf(ruler, date),
  })).filter(({ span }) => span.start < span.end);
  const shown = hours === "all"
    ? { start: 0, end: ruler.length }
    : hoursAround(ruler, stretchesToShow(calendar, items, days, hours), usualHours);
  return {
    ruler: rulerView(ruler, shown, (minute) => formatWallTime(minute, hourCycle)),
    days: days.map((day) => columnOf(calendar, items, { ...day, ruler, shown }, reader)),
  };
}

interface Day {
  date: string;
  span: Span;
  pieces: RulerPiece[];
}

/** Round what a page is about an hour before and after; else open hours and everything that does not last all day. */
function stretchesToShow(
  { open }: HostCalendar,
  items: readonly CalendarItem[],
  days: readonly Day[],
  hours: "used" | Span,
): Span[] {
  const spans = hours === "used"
    ? [...open, ...items]
    : [{ start: hours.start - HOUR, end: hours.end + HOUR }];
  return days.flatMap(({ span: day, pieces }) =>
    spans.filter((span) => overlaps(span, day) && (hours !== "used" || !isAllDay(span, day)))
      .flatMap((span) => placeOn(pieces, span) ?? [])
  );
}

function columnOf(
  calendar: HostCalendar,
  items: readonly CalendarItem[],
  day: Day & { ruler: DayRuler; shown: Shown },
  reader: CalendarReader,
): DayColumnView {
  const { date, span, pieces, ruler, shown } = day;
  const { host, now, words } = reader;
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
    allDay: [
      ...calendar.closed.filter((closed) => overlaps(closed, span)).map(({ name, reason }, n) => ({
        id: `closed-${n}`,
        title: format(words.closed, {
          name: name || (reason === "HOLIDAY" ? words.holiday : words.timeOff),
        }),
        isBusy: false,
      })),
      ...here.filter((item) => item.kind === "busy" && isAllDay(item, span)).map((
        { id, title, details },
      ) => ({ id, title: [title, ...details].join(" · "), isBusy: true })),
    ],
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
  { span, pieces, shown }: Day & { shown: Shown },
  reader: CalendarReader,
): ColumnItem[] {
  const placed = items.flatMap((item) => {
    const stretch = placeOn(pieces, item), buffers = placeOn(pieces, item.buffered);
    const least = item.href === null ? undefined : LEAST_MINUTES;
    const extent = stretch && shownExtent(shown, stretch, least);
    if (!extent) return [];
    const hasBuffers = item.buffered.start < item.start || item.buffered.end > item.end;
    return [{ ...extent, item, buffers: hasBuffers && buffers ? placeIn(shown, buffers) : null }];
  });
  return assignLanes(placed, MAX_LANES).map(({ start, end, item, buffers, lane, lanes }) => ({
    id: item.id,
    kind: item.kind,
    time: timeOnDay(item, span, reader),
    title: item.title,
    details: item.details,
    state: item.state,
    href: item.href,
    colour: item.colour,
    place: placeIn(shown, { start, end })!,
    buffers,
    lane,
    lanes,
    isOwn: item.isOwn,
    // What began on the day before is moved from there.
    movable: item.start >= span.start ? item.movable : null,
  }));
}

function isAllDay(item: Span, day: Span): boolean {
  return item.start <= day.start && item.end >= day.end;
}

/** What the background of a day says. */
function notesOf({ open, unknown }: HostCalendar, day: Span, reader: CalendarReader): string[] {
  const { words } = reader, display = displayOf(reader);
  const hours = open.flatMap((window) => inside(window, day)).map(({ start, end }) =>
    format(words.span, { from: formatTime(start, display), to: formatTime(end, display) })
  );
  const calendars = [
    ...new Set(unknown.filter((each) => overlaps(each, day)).map(({ calendar }) => calendar)),
  ];
  return [
    hours.length > 0 ? format(words.openHours, { hours: hours.join(", ") }) : words.noHours,
    ...calendars.map((calendar) => format(words.notKnown, { calendar })),
  ];
}
