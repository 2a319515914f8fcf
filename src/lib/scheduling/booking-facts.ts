import type { Booking } from "./booking.ts";
import { writtenAnswers } from "./booking-questions.ts";
import { stateOf } from "./booking-state.ts";
import type { Host } from "./host.ts";
import { type BookedLocation, publishedLocation } from "./location.ts";
import type { Reminder } from "./reminder.ts";
import type { BookingDifference, BookingFacts, WebhookHost } from "./webhook-event.ts";

/** What the facts of a booking's event depend on besides the booking. */
export interface BookingFactsContext {
  /** The booking before; null for a new one. */
  was: Booking | null;
  /** Hosts of now and before, as far as they are known. */
  hosts: readonly Host[];
  byHostId?: string | null;
  reminder?: Reminder | null;
  now: number;
}

/** The facts of a booking's event, short enough to be stored as one record. */
export function bookingFacts(
  booking: Booking,
  { was, hosts, byHostId = null, reminder = null, now }: BookingFactsContext,
): BookingFacts {
  const { type, team, guest, changedBy } = booking;
  const isOneHosts = changedBy === "host" && booking.hosts.length === 1 && !team;
  return trimmedToFit({
    about: "booking",
    id: booking.id,
    uid: booking.uid,
    revision: booking.revision,
    status: booking.status,
    state: stateOf(booking, now),
    endReason: booking.endReason,
    start: booking.start,
    end: booking.end,
    reservedUntil: booking.reservedUntil,
    noShowAt: booking.noShowAt,
    createdAt: booking.createdAt,
    slot: booking.slot === booking.id ? null : booking.slot,
    series: booking.series ?? null,
    isTest: booking.isTest,
    viaWidget: booking.viaWidget,
    type: { id: type.id, slug: type.slug, title: type.title, location: type.location },
    team: team && { id: team.id, slug: team.slug, name: team.name, mode: team.mode },
    hosts: booking.hosts.flatMap((id) => hosts.filter((host) => host.id === id).map(hostFacts)),
    guest: {
      name: guest.name,
      email: guest.email,
      ...(guest.phone ? { phone: guest.phone } : {}),
      note: guest.note,
      zone: guest.zone,
      answers: writtenAnswers(guest.answers),
      tracking: guest.tracking,
    },
    extraGuests: booking.extraGuests,
    message: booking.message,
    by: {
      actor: reminder ? "time" : changedBy,
      hostId: reminder ? null : byHostId ?? (isOneHosts ? booking.hosts[0]! : null),
    },
    changed: differenceOf(was, booking),
    reminder: reminder &&
      { id: reminder.id, side: reminder.side, minutes: reminder.minutes },
    omitted: [],
  });
}

function hostFacts({ id, name, username, email, zone }: Host): WebhookHost {
  return { id, name, username, email: email ?? "", zone };
}

function differenceOf(was: Booking | null, is: Booking): BookingDifference {
  const joined = is.hosts.filter((id) => !was?.hosts.includes(id));
  const left = (was?.hosts ?? []).filter((id) => !is.hosts.includes(id));
  const { start, end } = is;
  return {
    ...(was?.status !== is.status ? { status: { from: was?.status ?? null, to: is.status } } : {}),
    ...(was && (was.start !== start || was.end !== end)
      ? { time: { from: { start: was.start, end: was.end }, to: { start, end } } }
      : {}),
    ...(was && !isSamePlace(was.type.location, is.type.location)
      ? { location: { from: was.type.location, to: is.type.location } }
      : {}),
    ...(was && joined.length + left.length > 0 ? { hosts: { joined, left } } : {}),
  };
}

function isSamePlace(some: BookedLocation, other: BookedLocation): boolean {
  return JSON.stringify(publishedLocation(some)) === JSON.stringify(publishedLocation(other));
}

/** What an event may take of a stored value, which is 64 KiB at most; the rest is for keys and the event's frame. */
export const MAX_FACTS_BYTES = 60_000;

/** The bytes that a value takes in the store at most: two for each UTF-16 unit of a text that is not all Latin-1. */
export function storedSize(value: unknown): number {
  if (typeof value === "string") {
    // deno-lint-ignore no-control-regex
    return 8 + (/^[\u0000-\u00ff]*$/.test(value) ? value.length : 2 * value.length);
  }
  if (typeof value !== "object" || value === null) return 10;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + storedSize(key) + storedSize(each),
    8,
  );
}

/**
 * The facts with what does not fit left out and named in `omitted`: first answers, the longest first, each cut to 200
 * characters, then the note and the message, cut to 500.
 */
export function trimmedToFit(facts: BookingFacts): BookingFacts {
  let is = facts;
  const byLength = [...facts.guest.answers.keys()].sort((a, b) =>
    facts.guest.answers[b]!.answer.length - facts.guest.answers[a]!.answer.length
  );
  for (const i of byLength) {
    if (storedSize(is) <= MAX_FACTS_BYTES) return is;
    is = withShortAnswer(is, i);
  }
  if (storedSize(is) > MAX_FACTS_BYTES) {
    const guest = { ...is.guest, note: cut(is.guest.note, 500) };
    is = { ...is, guest, omitted: [...is.omitted, "guest.note"] };
  }
  if (storedSize(is) > MAX_FACTS_BYTES) {
    is = { ...is, message: cut(is.message, 500), omitted: [...is.omitted, "message"] };
  }
  return is;
}

function withShortAnswer(facts: BookingFacts, at: number): BookingFacts {
  const answers = facts.guest.answers.map((each, i) =>
    i === at ? { ...each, answer: cut(each.answer, 200) } : each
  );
  const omitted = [...facts.omitted, `guest.answers.${answers[at]!.slug}`];
  return { ...facts, guest: { ...facts.guest, answers }, omitted };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;
}
