import { accepted, type Outcome, refused } from "./outcome.ts";
import type { EventType, Location } from "./event-type.ts";
import type { Hold } from "./ledger.ts";
import type { Answer } from "./questions.ts";
import type { Reminder } from "./reminders.ts";
import type { Event } from "./reactions.ts";
import type { Span } from "./span.ts";

export type Status = "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";

/** Who did it: the guest, the host, or time itself. */
export type Actor = "guest" | "host" | "time" | "calendar";

/** What a booking keeps of its event type, so that later edits never strand it. */
export interface TypeCopy {
  id: string;
  slug: string;
  title: string;
  colour: string;
  location: Location;
  decision: EventType["decision"];
  confirmedMessage: string;
  rejectedMessage: string;
  /** Minutes before the start after which a guest cannot cancel or move alone; missing in bookings from before: none. */
  cancelNotice?: number;
  moveNotice?: number;
  /** When letters go out by themselves; missing in bookings from before: none. */
  reminders?: Reminder[];
  /** Minutes before the start at which the host's own calendar rings; missing or null leaves that to the calendar. */
  alarm?: number | null;
}

export interface Guest {
  name: string;
  email: string;
  note: string;
  zone: string;
  language: "en";
  hourCycle: 12 | 24;
  answers: Answer[];
}

/** Where a meeting takes place: its time, and where guests share it the slot, with the buffers that are the slot's. */
export interface Place extends Span {
  slot?: string;
  before?: number;
  after?: number;
}

/** Another time that the guest of an agreed meeting asks for; both times are held until the host decides. */
export interface MoveWish extends Place {
  /** Deadline, epoch ms: after it the meeting stays where it is. */
  until: number;
  at: number;
}

/** One meeting asked for or agreed. Times in epoch ms, buffers in minutes. */
export interface Booking {
  id: string;
  /** The same in every letter and calendar, for good (RFC 5545 §3.8.4.7). */
  uid: string;
  sequence: number;
  /** Grows with every change; forms carry it. */
  revision: number;
  /** What holds its time: its own id, or the slot that it has a seat in (`seats.ts`). */
  slot: string;
  /** Everybody whose time it holds: one for a solo booking, several for a collective. */
  hosts: string[];
  type: TypeCopy;
  guest: Guest;
  start: number;
  end: number;
  before: number;
  after: number;
  status: Status;
  /** Deadline of a request; null once decided or for an instant booking. */
  reservedUntil: number | null;
  /** A move that waits for the host; null when none is asked for. */
  move: MoveWish | null;
  /** Why an instant type asked instead: its calendars were not fresh or did not answer. */
  askedBecause: "stale" | "unreachable" | null;
  /** ORGANIZER of the first invitation, kept for good. */
  organizer: { name: string; email: string } | null;
  /** What the decision said to the guest. */
  message: string;
  /** Other times that the host offered to a guest whose request waits, epoch ms; missing or empty: none. */
  proposed?: number[];
  /** The guest has still to prove their address; until then nobody else hears of the request. */
  unproved?: boolean;
  /** Under which hashes a request counts towards the limits while it waits; none once it is decided. */
  countedAs?: string[];
  /** When the host noted that the guest did not come, epoch ms. */
  noShowAt?: number | null;
  /** The host tries their own page: such a booking can be taken away without a trace. */
  isTest?: boolean;
  /** When everything about its guest was erased, epoch ms; times and status stay. */
  forgottenAt?: number | null;
  /** `expired` is a way of being CANCELLED. */
  ended: "expired" | "withdrawn" | "cancelled" | null;
  createdAt: number;
  changedAt: number;
  changedBy: Actor;
  /** Sealed link secrets (AUTH-9): the guest's, and one for each host by id. */
  links: { guest: string; hosts: Record<string, string> };
  /** The base URL that its links were first made with is not kept: links are built when sent. */
  viaWidget: boolean;
  /** The private link that it was made by, as its hash; missing or null: none. */
  viaLink?: string | null;
}

/** One line of a booking's story. */
export interface HistoryEntry {
  at: number;
  by: Actor;
  what: Event;
  hostId?: string;
  start: number;
  end: number;
  message?: string;
}

/** Whether a booking holds time at this instant. */
export function isLiveBooking(
  booking: Pick<Booking, "status" | "reservedUntil">,
  now: number,
): boolean {
  if (booking.status === "CONFIRMED") return true;
  return booking.status === "PENDING" &&
    (booking.reservedUntil === null || booking.reservedUntil > now);
}

/** The host's yes to a request. */
export function confirmBooking(booking: Booking, now: number, message: string): Outcome<Booking> {
  const open = stillOpen(booking, now);
  if (!open.ok) return open;
  return accepted(
    changed(booking, now, "host", { status: "CONFIRMED", reservedUntil: null, message }),
  );
}

/** The guest has proved their address: the request goes to its host, or is agreed at once. */
export function proveAddress(
  booking: Booking,
  now: number,
  ttlMs: number,
  granted: Pick<Booking, "askedBecause" | "organizer"> & { status: "PENDING" | "CONFIRMED" },
): Outcome<Booking> {
  const open = stillOpen(booking, now);
  if (!open.ok) return open;
  const reservedUntil = granted.status === "CONFIRMED"
    ? null
    : Math.min(now + ttlMs, booking.start);
  return accepted(changed(booking, now, "guest", { ...granted, unproved: false, reservedUntil }));
}

/** The host's no to a request. */
export function rejectBooking(booking: Booking, now: number, message: string): Outcome<Booking> {
  const open = stillOpen(booking, now);
  if (!open.ok) return open;
  return accepted(
    changed(booking, now, "host", { status: "REJECTED", reservedUntil: null, message }),
  );
}

/** The end of a request that nobody decided in time; refused while it still has time. */
export function expireBooking(booking: Booking, now: number): Outcome<Booking> {
  if (booking.status !== "PENDING") return refused(codeOf(booking, now));
  if (isLiveBooking(booking, now)) return refused("changed");
  return accepted(changed(booking, now, "time", { status: "CANCELLED", ended: "expired" }));
}

/** The end of a live booking by one of its people: a guest's request is withdrawn, an agreed meeting cancelled. */
export function cancelBooking(
  booking: Booking,
  now: number,
  by: Actor,
  message: string,
): Outcome<Booking> {
  if (!isLiveBooking(booking, now)) return refused(codeOf(booking, now));
  const agreed = booking.status === "CONFIRMED";
  return accepted(changed(booking, now, by, {
    status: "CANCELLED",
    ended: agreed ? "cancelled" : "withdrawn",
    sequence: booking.sequence + 1,
    move: null,
    message,
  }));
}

/** A live booking at another time, at once; a request keeps its deadline, but never beyond its new start. */
export function moveBooking(booking: Booking, now: number, by: Actor, to: Place): Outcome<Booking> {
  if (!isLiveBooking(booking, now)) return refused(codeOf(booking, now));
  const { reservedUntil } = booking;
  return accepted(changed(booking, now, by, {
    ...placed(booking, to),
    sequence: booking.sequence + 1,
    move: null,
    proposed: [],
    reservedUntil: reservedUntil === null ? null : Math.min(reservedUntil, to.start),
  }));
}

/** A guest asks to move an agreed meeting; a wish that waits already is replaced. */
export function askToMove(
  booking: Booking,
  now: number,
  to: Place,
  ttlMs: number,
): Outcome<Booking> {
  if (booking.status !== "CONFIRMED") return refused(codeOf(booking, now));
  // Decided before the new time begins, and before the old one does.
  const until = Math.min(now + ttlMs, to.start, booking.start);
  return accepted(changed(booking, now, "guest", { move: { ...to, until, at: now } }));
}

/** The host's yes to a move. */
export function confirmMove(booking: Booking, now: number): Outcome<Booking> {
  const { move } = booking;
  if (booking.status !== "CONFIRMED" || !move) return refused(codeOf(booking, now));
  if (move.until <= now) return refused("expired");
  return moveBooking(booking, now, "host", move);
}

/** The host's no to a move: the meeting stays where it is. */
export function rejectMove(booking: Booking, now: number, message: string): Outcome<Booking> {
  const { move } = booking;
  if (booking.status !== "CONFIRMED" || !move) return refused(codeOf(booking, now));
  if (move.until <= now) return refused("expired");
  return accepted(changed(booking, now, "host", { move: null, message }));
}

/** A guest asks no longer for another time: the meeting stays where it is. */
export function takeBackMove(booking: Booking, now: number): Outcome<Booking> {
  const { move } = booking;
  if (booking.status !== "CONFIRMED" || !move) return refused(codeOf(booking, now));
  if (move.until <= now) return refused("expired");
  return accepted(changed(booking, now, "guest", { move: null }));
}

/** The end of a move that nobody decided in time; refused while it still has time. */
export function expireMove(booking: Booking, now: number): Outcome<Booking> {
  const { move } = booking;
  if (booking.status !== "CONFIRMED" || !move) return refused(codeOf(booking, now));
  if (move.until > now) return refused("changed");
  return accepted(changed(booking, now, "time", { move: null }));
}

/** Other times that the host offers to a guest whose request waits; the request itself stays as it is. */
export function proposeTimes(
  booking: Booking,
  now: number,
  starts: number[],
  message: string,
): Outcome<Booking> {
  const open = stillOpen(booking, now);
  if (!open.ok) return open;
  return accepted(changed(booking, now, "host", { proposed: starts, message }));
}

/** Notes that the guest of a meeting did not come, or takes the note back; refused before it has begun. */
export function noteNoShow(booking: Booking, now: number, isNoShow: boolean): Outcome<Booking> {
  if (booking.status !== "CONFIRMED") return refused(codeOf(booking, now));
  const isOld = now >= booking.end + NO_SHOW_TIME;
  if (now < booking.start || isOld) return refused("not-offered");
  return accepted(changed(booking, now, "host", { noShowAt: isNoShow ? now : null }));
}

/** Whether a booking still matters to its guest: it holds time that is not over. */
export function isComing(booking: Booking, now: number): boolean {
  return isLiveBooking(booking, now) && Math.max(booking.end, booking.move?.end ?? 0) > now;
}

/** The booking without its guest: of the person nothing stays, of the meeting its times and how it ended. */
export function forgetGuest(booking: Booking, now: number, name: string): Booking {
  const { language, hourCycle } = booking.guest;
  return {
    ...booking,
    revision: booking.revision + 1,
    guest: { name, email: "", note: "", zone: "UTC", language, hourCycle, answers: [] },
    message: "",
    forgottenAt: now,
  };
}

/** How long after its end a meeting can be noted as missed: as long as its held time is surely kept. */
export const NO_SHOW_TIME = 30 * 86_400_000;

/** The wish to move that waits for the host at this instant; one past its deadline waits no longer. */
export function waitingMove(booking: Booking, now: number): MoveWish | null {
  const { status, move } = booking;
  return status === "CONFIRMED" && move && move.until > now ? move : null;
}

/** Everything that a booking holds of its people's time: its own, and the time that it asks to move to. */
export function holdsOf(booking: Booking, now: number): Hold[] {
  if (!isLiveBooking(booking, now)) return [];
  const { slot, before, after, start, end, reservedUntil, move } = booking;
  const place = { slot, start, end, before, after };
  const own = holdOf(booking, place, isSeat(booking), reservedUntil);
  if (!move || move.until <= now) return [own];
  // One that has its time to itself may ask for a seat among others.
  const wished = { ...placed(booking, move), slot: slotOfMove(booking) };
  return [own, holdOf(booking, wished, move.slot !== undefined, move.until)];
}

function holdOf(
  booking: Booking,
  place: Required<Place>,
  isShared: boolean,
  until: number | null,
): Hold {
  const { id, type } = booking;
  const { slot, start, end, before, after } = place;
  const hold: Hold = { bookings: [id], typeId: type.id, slot, start, end, before, after, until };
  if (!isShared) return hold;
  return { ...hold, waiting: until === null ? {} : { [id]: until } };
}

function placed(booking: Booking, to: Place): Required<Place> {
  const { slot = booking.slot, before = booking.before, after = booking.after } = to;
  return { slot, start: to.start, end: to.end, before, after };
}

/** Whether it is one guest's seat in a slot that others may share. */
export function isSeat({ id, slot }: Pick<Booking, "id" | "slot">): boolean {
  return slot !== id;
}

/** The slot under which the time of a wished move is held. */
function slotOfMove({ slot, move }: Booking): string {
  return move?.slot ?? `${slot}:move`;
}

function stillOpen(booking: Booking, now: number): Outcome<Booking> {
  if (booking.status !== "PENDING") return refused(codeOf(booking, now));
  return isLiveBooking(booking, now) ? accepted(booking) : refused("expired");
}

function codeOf(booking: Booking, now: number) {
  if (booking.status === "PENDING") {
    return isLiveBooking(booking, now) ? "changed" as const : "expired" as const;
  }
  if (booking.status === "CONFIRMED") return "already-confirmed" as const;
  if (booking.status === "REJECTED") return "already-rejected" as const;
  return booking.ended === "expired" ? "expired" as const : "already-cancelled" as const;
}

function changed(booking: Booking, now: number, by: Actor, change: Partial<Booking>): Booking {
  const is = {
    ...booking,
    ...change,
    revision: booking.revision + 1,
    changedAt: now,
    changedBy: by,
  };
  return {
    ...is,
    ...(is.countedAs && is.status !== "PENDING" ? { countedAs: [] } : {}),
    // The host's yes stands for itself.
    ...(is.unproved && is.status === "CONFIRMED" ? { unproved: false } : {}),
  };
}

const UID_END = "@booking.invito";

/** The iCalendar UID of a booking's events and invitations, or of a slot's event, fixed for good. */
export function uidOf(bookingId: string): string {
  return bookingId + UID_END;
}

/** The booking that a UID of our making stands for; null for everybody else's. */
export function bookingIdOf(uid: string): string | null {
  return /^[A-Za-z0-9_-]{22}@booking\.invito$/.test(uid) ? uid.slice(0, -UID_END.length) : null;
}
