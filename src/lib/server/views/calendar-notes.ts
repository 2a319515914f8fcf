import type { DayColumnView } from "$lib/components/calendar-view.ts";
import { inside, overlaps, type Span } from "$lib/scheduling/span.ts";
import { placeOn, type RulerPiece } from "$lib/scheduling/ruler-piece.ts";
import { formatTime } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import { type CalendarItem, type CalendarReader, displayOf } from "./calendar-items.ts";
import type { Shown } from "./calendar-places.ts";
import type { HostCalendar } from "./host-calendar.ts";

/** What stands above a day: what closes it, what lasts all of it, and how much of its busy time the shown hours leave out. */
export function bannersOf(
  { closed }: HostCalendar,
  items: readonly CalendarItem[],
  day: { span: Span; pieces: readonly RulerPiece[]; shown: Shown; isWhole: boolean },
  { words, host }: CalendarReader,
): DayColumnView["banners"] {
  const busy = items.filter(({ kind }) => kind === "busy");
  const hidden = busy.filter((item) => {
    const place = placeOn(day.pieces, item);
    return place !== null && !overlaps(place, day.shown);
  });
  return [
    ...closed.filter((each) => overlaps(each, day.span)).map(({ name, reason }, n) => ({
      id: `closed-${n}`,
      title: format(words.closed, {
        name: name || (reason === "HOLIDAY" ? words.holiday : words.timeOff),
      }),
      isBusy: false,
    })),
    ...busy.filter((item) => isAllDay(item, day.span)).map(({ id, title, details }) => ({
      id,
      title: [title, ...details].join(" · "),
      isBusy: true,
    })),
    ...(day.isWhole && hidden.length > 0
      ? [{
        id: "outside",
        title: plural(words.outside, hidden.length, host.language),
        isBusy: true,
      }]
      : []),
  ];
}

/** What the background of a day says, in sentences. */
export function notesOf(
  { open, unknown }: HostCalendar,
  day: Span,
  reader: CalendarReader,
): string[] {
  const { words } = reader, display = displayOf(reader);
  const hours = open.flatMap((window) => inside(window, day)).map(({ start, end }) =>
    format(words.span, { from: formatTime(start, display), to: formatTime(end, display) })
  );
  const calendars = [
    ...new Set(unknown.filter((each) => overlaps(each, day)).map(({ calendar }) => calendar)),
  ];
  return [
    hours.length > 0
      ? format(words.openHours, { hours: inLine(hours, display.language) })
      : words.noHours,
    ...calendars.map((calendar) => format(words.notKnown, { calendar })),
  ];
}

export function isAllDay(item: Span, day: Span): boolean {
  return item.start <= day.start && item.end >= day.end;
}
