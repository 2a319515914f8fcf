import { awaitsHost, meanings, type StateFacts, stateOf, type Status } from "./booking-state.ts";
import type { EventType } from "./event-type.ts";
import type { BookedLocation } from "./location.ts";
import { type Hold, rescheduleSlotOf } from "./holds.ts";
import type { Tracking } from "./booking-tracking.ts";
import type { BookingAnswer } from "./booking-questions.ts";
import type { Language } from "./language.ts";
import type { Reminder } from "./reminder.ts";
import type { CountedSource } from "./counted-days.ts";
import type { SeriesPlace } from "./series.ts";
import type { Span } from "./span.ts";
import type { AssignedTurn } from "./rotation.ts";
import type { TeamTerms } from "./team-terms.ts";

/** Who did it: the guest, the host, or time itself. */
export type Actor = "guest" | "host" | "time" | "calendar";

/** What a booking keeps of its event type, so that later edits never strand it. */
export interface EventTypeCopy {
  id: string;
  slug: string;
  title: string;
  colour: string;
  location: BookedLocation;
  decision: EventType["decision"];
  confirmedMessage: string;
  rejectedMessage: string;
  /** Minutes before the start after which a guest can no longer cancel or reschedule; 0 means until it begins. */
  cancellationNotice: number;
  rescheduleNotice: number;
  /** Whether its guest may bring others. */
  allowExtraGuests: boolean;
  reminders: Reminder[];
  /** Minutes before the start at which the host's own calendar shows an alarm; null leaves that to the calendar. */
  alarm: number | null;
}

export interface Guest {
  name: string;
  email: string;
  note: string;
  /** The number to call them at; missing where none was asked for. */
  phone?: string;
  zone: string;
  language: Language;
  hourCycle: 12 | 24;
  answers: BookingAnswer[];
  /** Where they came from, as the page with the widget said. */
  tracking: Tracking;
}

/** Where a meeting takes place: its time, and where guests share it the slot, with the buffers that are the slot's. */
export interface Placement extends Span {
  slot?: string;
  bufferBefore?: number;
  bufferAfter?: number;
}

/** Another time requested by the guest of a confirmed meeting; both times are held until the host decides. */
export interface RescheduleRequest extends Placement {
  /** Deadline, epoch ms: after it the meeting stays where it is. */
  expiresAt: number;
  requestedAt: number;
}

/** The emails that ask the guest of a booking to verify their address. */
export interface Verification {
  /** The number of the link that is valid: it grows with every corrected address. */
  link: number;
  /** How many emails were asked for, under every address. */
  sent: number;
  /** When the last one was asked for, epoch ms. */
  sentAt: number;
}

/** One requested or confirmed meeting. Times in epoch ms, buffers in minutes. */
export interface Booking {
  id: string;
  /** The same in every email and calendar, for good (RFC 5545 §3.8.4.7). */
  uid: string;
  sequence: number;
  /** Grows with every change; forms carry it. */
  revision: number;
  /** What holds its time: its own id, or the slot that it has a seat in (`shared-slot.ts`). */
  slot: string;
  /** The hosts whose time it holds: one for a solo booking, several for a collective. */
  hosts: string[];
  /** The series that it is a date of; missing where it was booked alone. */
  series?: SeriesPlace;
  /** The team that it was booked with; null for a host's own event type. */
  team: BookedTeam | null;
  type: EventTypeCopy;
  guest: Guest;
  /** Email addresses of people whom the guest brings along, at most ten. */
  extraGuests: string[];
  /** Whether extra guests may be written to: a host has confirmed or made it, or its guest has verified their address. */
  mayInvite: boolean;
  start: number;
  end: number;
  bufferBefore: number;
  bufferAfter: number;
  status: Status;
  /** Deadline of a request; null once decided or for an instant booking. */
  reservedUntil: number | null;
  /** A pending reschedule request; null when there is none. */
  rescheduleRequest: RescheduleRequest | null;
  /** Why an instant type needed approval: its calendars were not fresh or did not answer. */
  approvalReason: "stale" | "unreachable" | null;
  /** ORGANIZER of the first invitation, unchanged afterwards. */
  organizer: { name: string; email: string } | null;
  /** The message of the last decision, to the guest. */
  message: string;
  /** Other times that the host proposed for a pending request, epoch ms. */
  proposed: number[];
  /** The host who proposed them; missing where nobody ever has. */
  proposedBy?: string;
  /** Whether that host's yes alone was enough then. */
  proposedForAll?: boolean;
  /** The guest has still to verify their email; until then the host does not see the request. */
  emailUnverified: boolean;
  verification: Verification;
  /** Hashes of guest and network under which it counts towards the limits while it is pending or upcoming; none once it is over. */
  limitKeys: string[];
  /** When the host marked the guest as a no-show, epoch ms; null for the others. */
  noShowAt: number | null;
  /** A test booking of the host; it can be erased entirely. */
  isTest: boolean;
  /** When everything about its guest was erased, epoch ms; times and status stay. Null until then. */
  guestErasedAt: number | null;
  /** How a booking became CANCELLED; null for every other status. */
  endReason: "expired" | "withdrawn" | "cancelled" | null;
  createdAt: number;
  changedAt: number;
  changedBy: Actor;
  /** When a host confirmed or declined the request, epoch ms; null while it is open, and where none was asked. */
  decidedAt: number | null;
  /** How often it was moved to another time. */
  moves: number;
  /** Sealed link secrets (AUTH-9): the guest's, and one for each host by id. */
  links: { guest: string; hosts: Record<string, string> };
  /** Whether it was made in the widget on another site. */
  viaWidget: boolean;
  /** How it was made, as the analytics count it. */
  source: CountedSource;
  /** The private link that it was made by, as its hash; null for none. */
  privateLinkHash: string | null;
}

/** What a booking keeps of its team, and what its members decided. */
export interface BookedTeam
  extends Pick<TeamTerms, "mode" | "confirmedBy" | "whenDeclined" | "keepsHost"> {
  id: string;
  slug: string;
  name: string;
  /** Members of a collective who are invited where they are free; the others are required. */
  optional: string[];
  /** Required members of a collective who have confirmed the request. */
  confirmations: string[];
  /** Members who declined the request or let it expire: it is not given to them again. */
  declinedBy: string[];
  /** Members who withdrew from a confirmed collective: they hold no time and are shown as declined. */
  withdrawn: string[];
  /** What a round robin counted when it was assigned; null for a collective. */
  turn: AssignedTurn | null;
}

/** At another time every member of a collective is asked again. */
export function withoutConfirmations(team: BookedTeam | null): BookedTeam | null {
  return team && { ...team, confirmations: [] };
}

/** Under whose ids a booking is listed and counted: its hosts, and its team. */
export function indexOwnersOf({ hosts, team }: Pick<Booking, "hosts" | "team">): string[] {
  return team ? [...hosts, team.id] : hosts;
}

/** Under whose ids a booking's guest is found: its team, or its hosts. */
export function searchOwnersOf({ hosts, team }: Pick<Booking, "hosts" | "team">): string[] {
  return team ? [team.id] : hosts;
}

/** The hosts who decide on its requests and without whom it does not take place: all but the optional members. */
export function decidingHosts({ hosts, team }: Pick<Booking, "hosts" | "team">): string[] {
  return hosts.filter((hostId) => !team?.optional.includes(hostId));
}

/** Whether this host has something to decide: not an optional member, and none who confirmed already. */
export function awaitsDecisionOf(booking: Booking, hostId: string, now: number): boolean {
  return awaitsHost(booking, now) && decidingHosts(booking).includes(hostId) &&
    !booking.team?.confirmations.includes(hostId);
}

/** The owner of a booking's event type: its team, or its host. */
export function typeOwnerOf({ team, hosts }: Pick<Booking, "team" | "hosts">): string {
  return team?.id ?? hosts[0]!;
}

/** Whether a booking holds time at this instant. */
export function isLiveBooking(booking: StateFacts, now: number): boolean {
  return meanings[stateOf(booking, now)].isLive;
}

/** Whether a booking still matters to its guest: it holds time that is not over. */
export function isUpcoming(booking: Booking, now: number): boolean {
  return isLiveBooking(booking, now) &&
    Math.max(booking.end, booking.rescheduleRequest?.end ?? 0) > now;
}

/** The reschedule request that waits for the host at this instant; one past its deadline waits no longer. */
export function pendingReschedule<Request>(
  booking: StateFacts & { rescheduleRequest: Request },
  now: number,
): Request | null {
  return stateOf(booking, now) === "reschedule-requested" ? booking.rescheduleRequest : null;
}

/** Everything that a booking holds of its people's time: its own, and the time that it asks to move to. */
export function holdsOf(booking: Booking, now: number): Hold[] {
  if (!isLiveBooking(booking, now)) return [];
  const { slot, bufferBefore, bufferAfter, start, end, reservedUntil, rescheduleRequest } = booking;
  const place = { slot, start, end, bufferBefore, bufferAfter };
  const own = holdOf(booking, place, isSeat(booking), reservedUntil);
  if (!rescheduleRequest || rescheduleRequest.expiresAt <= now) return [own];
  // One that has its time to itself may ask for a seat among others.
  const wished = {
    ...completePlacement(booking, rescheduleRequest),
    slot: requestedSlot(booking),
  };
  return [
    own,
    holdOf(booking, wished, rescheduleRequest.slot !== undefined, rescheduleRequest.expiresAt),
  ];
}

function holdOf(
  booking: Booking,
  place: Required<Placement>,
  isShared: boolean,
  until: number | null,
): Hold {
  const { id, type } = booking;
  const { slot, start, end, bufferBefore, bufferAfter } = place;
  const hold: Hold = {
    bookingIds: [id],
    typeId: type.id,
    slot,
    start,
    end,
    bufferBefore,
    bufferAfter,
    expiresAt: until,
  };
  if (!isShared) return hold;
  return { ...hold, seatDeadlines: until === null ? {} : { [id]: until } };
}

/** A place in full: what it leaves open stays as the booking has it. */
export function completePlacement(booking: Booking, to: Placement): Required<Placement> {
  const {
    slot = booking.slot,
    bufferBefore = booking.bufferBefore,
    bufferAfter = booking.bufferAfter,
  } = to;
  return { slot, start: to.start, end: to.end, bufferBefore, bufferAfter };
}

/** Whether it is one guest's seat in a slot that others may share. */
export function isSeat({ id, slot }: Pick<Booking, "id" | "slot">): boolean {
  return slot !== id;
}

/** The slot under which the requested new time is held. */
function requestedSlot({ slot, rescheduleRequest }: Booking): string {
  return rescheduleRequest?.slot ?? rescheduleSlotOf(slot);
}

const UID_SUFFIX = "@booking.invito";

/** The iCalendar UID of a booking's events and invitations, or of a slot's event, fixed for good. */
export function uidOf(bookingId: string): string {
  return bookingId + UID_SUFFIX;
}

/** The booking that a UID of our making stands for; null for everybody else's. */
export function bookingIdOf(uid: string): string | null {
  return /^[A-Za-z0-9_-]{22}@booking\.invito$/.test(uid) ? uid.slice(0, -UID_SUFFIX.length) : null;
}
