import type { ColumnItem } from "$lib/components/calendar-view.ts";
import { isSeat } from "$lib/scheduling/booking.ts";
import type { HeldTime } from "$lib/scheduling/held-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { withBuffers } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type DisplayOptions, formatShortWhen, formatTime } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { inLine, withColon } from "$lib/i18n/label.ts";
import { allowedActions } from "./allowed-actions.ts";
import type { CalendarBusy } from "./host-calendar.ts";
import { joinView } from "./join-view.ts";

export type CalendarWords = Messages["dashboard"]["calendar"];

/** An entry of the calendar before it has its place on a day. */
export interface CalendarItem extends
  Span,
  Required<
    Pick<
      ColumnItem,
      | "id"
      | "kind"
      | "title"
      | "details"
      | "state"
      | "href"
      | "colour"
      | "isOwn"
      | "movable"
      | "join"
    >
  > {
  /** With its buffers. */
  buffered: Span;
}

/** Who looks, when, and in which words. */
export interface CalendarReader {
  host: Host;
  now: number;
  words: CalendarWords;
}

export function displayOf({ host }: Pick<CalendarReader, "host">): DisplayOptions {
  return { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
}

/** What bookings hold; `own` is the booking that the page is about. */
export function heldItem(
  held: HeldTime,
  reader: CalendarReader,
  own: string | null,
): CalendarItem {
  const { words } = reader;
  const [first, ...others] = held.bookings;
  const type = first &&
    (first.team ? `${first.type.title} · ${first.team.name}` : first.type.title);
  const count = held.bookings.length + held.unverified;
  const kind = first ? held.kind : "unverified" as const;
  return {
    id: held.slot,
    kind,
    start: held.start,
    end: held.end,
    buffered: withBuffers(held),
    title: first && count === 1
      ? first.guest.name
      : first
      ? plural(words.guests, count, reader.host.language)
      : words.unverified,
    details: [
      ...(type ? [type] : []),
      ...(first && isSeat(first) && others.length > 0
        ? [inLine(held.bookings.map(({ guest }) => guest.name), reader.host.language)]
        : []),
      ...(held.bookings.some(({ isTest }) => isTest) ? [words.test] : []),
      ...(held.deadline === null ? [] : [answerBy(held.deadline, reader)]),
    ],
    state: words.states[kind],
    href: first ? `/dashboard/bookings/${first.id}` : null,
    colour: first?.type.colour ?? null,
    isOwn: own !== null && held.bookings.some(({ id }) => id === own),
    movable: movableOf(held, reader),
    join: joinOf(held, reader),
  };
}

/** Busy time with its title, whether that is private, and its calendar. */
export function busyItem(busy: CalendarBusy, n: number, { words }: CalendarReader): CalendarItem {
  const { start, end, title, calendar, isPrivate } = busy;
  const where = [isPrivate ? words.private : "", calendar].filter(Boolean).join(" · ");
  return {
    id: `busy-${n}`,
    kind: "busy",
    start,
    end,
    buffered: { start, end },
    title: title || words.busy,
    details: where ? [where] : [],
    state: words.states.busy,
    href: null,
    colour: null,
    isOwn: false,
    movable: null,
    join: null,
  };
}

/** A new time for a booking that is not stored yet. */
export function proposedItem(
  { start, end }: Span,
  title: string,
  { words }: CalendarReader,
): CalendarItem {
  return {
    id: "proposed",
    kind: "proposed",
    start,
    end,
    buffered: { start, end },
    title,
    details: [],
    state: words.states.proposed,
    href: null,
    colour: null,
    isOwn: true,
    movable: null,
    join: null,
  };
}

/** "10:00–10:30"; of what goes on before or after the day only the other end. */
export function timeOnDay(span: Span, day: Span, reader: CalendarReader): string {
  const { words } = reader, display = displayOf(reader);
  const from = formatTime(span.start, display), to = formatTime(span.end, display);
  const isWhole = span.start <= day.start && span.end >= day.end;
  if (isWhole) return words.allDay;
  if (span.start < day.start) return format(words.until, { time: to });
  if (span.end > day.end) return format(words.from, { time: from });
  return format(words.span, { from, to });
}

function answerBy(deadline: number, reader: CalendarReader): string {
  const display = displayOf(reader);
  return format(reader.words.answerBy, {
    when: formatShortWhen(deadline, display),
  });
}

/** How the meeting of held time is joined; where each guest has a number, from their own pages. */
function joinOf(
  { bookings: [booking, ...others] }: HeldTime,
  { host, now }: CalendarReader,
): CalendarItem["join"] {
  const join = booking ? joinView(booking, host, now) : null;
  if (!booking || !join || (join.isCall && others.length > 0)) return null;
  const { href, isCall, label } = join;
  const about = others.length > 0 ? booking.type.title : booking.guest.name;
  return { href, isCall, label: `${withColon(label, host.language)} ${about}` };
}

/** Of a meeting that one guest has agreed on with this host, what its reschedule needs. */
function movableOf(
  { kind, bookings: [booking, ...others], unverified, start, end }: HeldTime,
  { host, now }: CalendarReader,
): CalendarItem["movable"] {
  if (!booking || kind !== "confirmed" || others.length > 0 || unverified > 0) return null;
  const acting = { hostId: host.id, role: "host", managesTeam: false } as const;
  const { reschedule } = allowedActions(booking, acting, now);
  return reschedule ? { id: booking.id, start, end } : null;
}
