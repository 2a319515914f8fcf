/**
 * A second opinion on offered times, of a host or of a team: a host is a team of one. Every start is looked at by itself,
 * minute by minute. Shares nothing with the rules but the records they are written down in.
 */
import type { BookingLimits } from "$lib/scheduling/booking-limits.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { TeamMode } from "$lib/scheduling/team-terms.ts";
import {
  type Closure,
  closuresOf,
  dateAt,
  datesFrom,
  type HostHours,
  hoursOn,
  isIn,
  laterDate,
  meet,
  wallTimeAt,
  weekdayOn,
  without,
} from "./hours-oracle.ts";

/** What decides on the time of one host. */
export interface OracleHost extends HostHours {
  bookingLimits: BookingLimits;
  holds: readonly Hold[];
  busy?: readonly Span[];
  /** How far calendars are known; null where none is chosen. */
  knownTo?: number | null;
}

/** An event type for a length, and those who take it. */
export interface Offer {
  /** Whether one of the members must be free or all of them; of a host either. */
  mode: TeamMode;
  /** The owner's, in which the type's own limits and window are counted. */
  zone: string;
  type:
    & Pick<
      EventType,
      | "id"
      | "slotInterval"
      | "bufferBefore"
      | "bufferAfter"
      | "minimumNotice"
      | "bookingWindowDays"
      | "bookingWindowUntil"
      | "bookingLimits"
    >
    & Partial<Pick<EventType, "seats" | "whenCalendarStale">>;
  minutes: number;
  members: readonly OracleHost[];
  /** The owner's bookings, each once. */
  booked: readonly Hold[];
  now: number;
}

/** In the order in which they are named. */
export const oracleReasons = [
  "past",
  "notice",
  "window",
  "hours",
  "off",
  "busy",
  "buffer",
  "limit",
  "stale",
] as const;
export type OracleReason = typeof oracleReasons[number];

/** What one member has about some starts. */
export interface MemberLook {
  offer: Offer;
  host: OracleHost;
  /** What is open but for what closes it. */
  hours: Span[];
  closures: Closure[];
  open: Span[];
  /** What starts are counted from: of a collective what is open with all. */
  grid: Span[];
  live: Hold[];
  isFull: (at: number) => boolean;
}

/** Every start of a window that is offered, ascending. */
export function offeredStarts(offer: Offer, window: Span): number[] {
  const each = membersOf(offer, window).map((look) => {
    const shared = look.live.filter(({ start }) => sharedAt(look, start) !== null);
    const starts = [...gridStarts(look), ...shared.map(({ start }) => start)];
    return new Set(
      starts.filter((start) =>
        window.start <= start && start < window.end && reasonsFor(look, start).length === 0
      ),
    );
  });
  const all = each.reduce((a, b) => offer.mode === "collective" ? a.intersection(b) : a.union(b));
  return [...all].sort((a, b) => a - b);
}

/** What each member has about the starts of a window. */
export function membersOf(offer: Offer, window: Span): MemberLook[] {
  const { members, mode, now, type, zone } = offer;
  const isLive = ({ expiresAt }: Hold) => expiresAt === null || expiresAt > now;
  const ofType = offer.booked.filter((hold) => isLive(hold) && hold.typeId === type.id);
  const isTypeFull = fullWith(ofType, type.bookingLimits, zone);
  const looks = members.map((host): MemberLook => {
    const end = window.end + offer.minutes * MINUTE;
    const dates = datesFrom(host.zone, { start: window.start, end });
    const hours = dates.flatMap((date) => hoursOn(host, date)), closures = closuresOf(host, dates);
    const open = hours.flatMap((each) => without(each, closures));
    const live = host.holds.filter(isLive);
    const isHostFull = fullWith(live, host.bookingLimits, host.zone);
    const isFull = (at: number) => isTypeFull(at) || isHostFull(at);
    return { offer, host, hours, closures, open, grid: open, live, isFull };
  });
  if (mode === "round-robin") return looks;
  const grid = looks.map(({ open }) => open).reduce((a, b) =>
    a.flatMap((one) =>
      b.map((other) => ({
        start: Math.max(one.start, other.start),
        end: Math.min(one.end, other.end),
      }))
    ).filter(({ start, end }) => start < end)
  );
  return looks.map((look) => ({ ...look, grid }));
}

/** The starts of a grid: each piece of it begins its own. */
export function gridStarts({ offer, grid }: Pick<MemberLook, "offer" | "grid">): Set<number> {
  const step = (offer.type.slotInterval ?? offer.minutes) * MINUTE;
  const starts = new Set<number>();
  for (const { start, end } of grid) for (let at = start; at < end; at += step) starts.add(at);
  return starts;
}

/** Why a start is not this member's; nothing where it is. */
export function reasonsFor(look: MemberLook, start: number): OracleReason[] {
  const { offer: { type, minutes, now, zone }, host, closures, open } = look;
  const slot = { start, end: start + minutes * MINUTE };
  // Who joins others needs no grid, fills no limit, and has the room that was made for them.
  const shared = sharedAt(look, start);
  const room = padded({ ...(shared ?? type), ...slot });
  const gaps: number[] = [];
  for (let at = start; at < slot.end; at += MINUTE) if (!isIn(open, at)) gaps.push(at);
  const closing = closures.filter((each) => gaps.some((at) => isIn([each], at)));
  const near = [
    ...look.live.filter((hold) => hold !== shared)
      .filter((hold) => meet(hold, room) || meet(padded(hold), slot)),
    ...(host.busy ?? []).filter((busy) => meet(busy, room)),
  ];
  const step = (type.slotInterval ?? minutes) * MINUTE;
  const isOnGrid = look.grid.some((piece) =>
    isIn([piece], start) && (start - piece.start) % step === 0
  );
  const isSoon = start < now + type.minimumNotice * MINUTE;
  const holds: Record<OracleReason, boolean> = {
    past: start <= now,
    notice: isSoon,
    window: !isSoon && start > now && dateAt(zone, start) > lastDate(look.offer),
    hours: gaps.length === 0
      ? !shared && !isOnGrid
      : gaps.some((at) => !isIn(closing, at)) || closing.some(({ isOverride }) => isOverride),
    off: closing.some(({ isOverride }) => !isOverride),
    busy: near.some((each) => meet(each, slot)) ||
      (shared !== null && shared.bookingIds.length >= (type.seats ?? 1)),
    buffer: near.some((each) => !meet(each, slot)),
    limit: !shared && look.isFull(start),
    stale: type.whenCalendarStale === "hide" && slot.end > (host.knownTo ?? Infinity),
  };
  return oracleReasons.filter((reason) => holds[reason]);
}

/** The last date of the owner's that can be booked. */
export function lastDate({ zone, now, type }: Offer): string {
  const { date: today } = wallTimeAt(zone, now);
  return type.bookingWindowUntil === null
    ? laterDate(today, type.bookingWindowDays)
    : [type.bookingWindowUntil, laterDate(today, 365)].sort()[0]!;
}

/** The guests of this type who are there at exactly this time; null where the type has no seats or nobody is there. */
function sharedAt({ offer: { type, minutes }, live }: MemberLook, start: number): Hold | null {
  if ((type.seats ?? 1) === 1) return null;
  return live.find((hold) =>
    hold.seatDeadlines && hold.typeId === type.id && hold.start === start &&
    hold.end === start + minutes * MINUTE
  ) ?? null;
}

/** Whether an instant lies in a period with as many meetings as a limit allows. */
function fullWith(counted: readonly Hold[], limits: BookingLimits, zone: string) {
  const periods = ([
    [limits.day, (date) => date],
    [limits.week, (date) => laterDate(date, 1 - weekdayOn(date))],
    [limits.month, (date) => date.slice(0, 7)],
  ] as [number | null, (date: string) => string][]).filter(([limit]) => limit !== null);
  return (at: number) =>
    periods.some(([limit, periodOf]) => {
      const period = periodOf(dateAt(zone, at));
      const meetings = counted.filter(({ start }) => periodOf(dateAt(zone, start)) === period);
      return new Set(meetings.map(({ slot }) => slot.split(":")[0])).size >= limit!;
    });
}

function padded(
  { start, end, bufferBefore, bufferAfter }: Span & Pick<Hold, "bufferBefore" | "bufferAfter">,
): Span {
  return { start: start - bufferBefore * MINUTE, end: end + bufferAfter * MINUTE };
}
