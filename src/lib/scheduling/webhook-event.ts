import type { Actor, Booking, Status } from "./booking.ts";
import type { Tracking } from "./booking-tracking.ts";
import { type WrittenAnswer, writtenAnswers } from "./booking-questions.ts";
import type { BookingEvent } from "./booking-effects.ts";
import type { BookingState } from "./booking-state.ts";
import { stateOf } from "./booking-state.ts";
import { type BookedLocation, publishedLocation } from "./location.ts";
import type { Host } from "./host.ts";
import type { Reminder } from "./reminder.ts";
import type { SeriesPlace } from "./series.ts";
import type { Span } from "./span.ts";
import { trimmedToFit } from "./webhook-event-size.ts";
import type { WebhookDisabled, WebhookKind } from "./webhook.ts";

/** One thing that happened, with the facts of that moment; every delivery about it is made from it. */
export interface WebhookEvent {
  /** Sorts by time. */
  id: string;
  kind: WebhookKind;
  at: number;
  /** The hosts and teams whose subscriptions are asked whether they want it. */
  owners: string[];
  /** The only subscription that it is for: of a test event; null for all of its owners'. */
  onlyFor: string | null;
  /** Made up, to try a subscription out. */
  isTest: boolean;
  facts: WebhookFacts;
}

/** What an event says, by what it is about. */
export type WebhookFacts =
  | BookingFacts
  | CalendarFacts
  | DisabledFacts
  /** The guest was erased since. */
  | { about: "erased"; bookingId: string };

/** A booking as it was right after the event; times in epoch ms. It has no link secret. */
export interface BookingFacts {
  about: "booking";
  id: string;
  uid: string;
  revision: number;
  status: Status;
  state: BookingState;
  endReason: Booking["endReason"];
  start: number;
  end: number;
  /** Deadline of a request. */
  reservedUntil: number | null;
  noShowAt: number | null;
  createdAt: number;
  /** The slot that it shares with other guests; null for a meeting of its own. */
  slot: string | null;
  /** Which date of which series it is; missing or null where it was booked alone. */
  series?: SeriesPlace | null;
  isTest: boolean;
  viaWidget: boolean;
  type: { id: string; slug: string; title: string; location: BookedLocation };
  team: { id: string; slug: string; name: string; mode: string } | null;
  hosts: WebhookHost[];
  guest: {
    name: string;
    email: string;
    phone?: string;
    note: string;
    zone: string;
    answers: WrittenAnswer[];
    tracking: Tracking;
  };
  /** Email addresses of extra guests. */
  extraGuests: string[];
  /** The host's or the guest's last message. */
  message: string;
  /** Who did it; `hostId` only where it is known which host. */
  by: { actor: Actor; hostId: string | null };
  /** What the event changed. */
  changed: BookingDifference;
  /** The reminder that is due; null for every other event. */
  reminder: Pick<Reminder, "id" | "side" | "minutes"> | null;
  /** Names of fields that were left out or cut because the event was too long. */
  omitted: string[];
}

/** A host of a booking, by the name and address of that moment. */
export interface WebhookHost {
  id: string;
  name: string;
  username: string;
  email: string;
  zone: string;
}

/** What differs from before; a field is missing where it is as it was. */
export interface BookingDifference {
  status?: { from: Status | null; to: Status };
  time?: { from: Span; to: Span };
  /** Ids of hosts who joined or left. */
  hosts?: { joined: string[]; left: string[] };
  location?: { from: BookedLocation; to: BookedLocation };
}

/** A calendar that stopped or began to work again. */
export interface CalendarFacts {
  about: "calendar";
  hostId: string;
  connectionId: string;
  connection: string;
  calendarId: string;
  calendar: string;
  /** Since when it does or did not work, epoch ms. */
  since: number;
  /** Why it does or did not work, as a code of `CalendarState`. */
  reason: string;
}

/** Another subscription of the same owner that was disabled. */
export interface DisabledFacts {
  about: "webhook";
  subscriptionId: string;
  url: string;
  description: string;
  reason: WebhookDisabled["reason"];
  failingSince: number | null;
}

/** The kind of webhook that an event of a booking is; the others are nobody's business outside. */
const kindOfEvent: Record<BookingEvent, WebhookKind | null> = {
  "verification-requested": null,
  "verification-repeated": null,
  "address-corrected": null,
  "requested": "booking.requested",
  "confirmed": "booking.confirmed",
  "rejected": "booking.declined",
  "expired": "booking.expired",
  "withdrawn": "booking.cancelled",
  "cancelled": "booking.cancelled",
  "rescheduled": "booking.rescheduled",
  "reschedule-requested": null,
  "reschedule-declined": null,
  "reschedule-withdrawn": null,
  "reschedule-expired": null,
  "times-proposed": null,
  "deadline-corrected": null,
  "partly-confirmed": null,
  "passed-on": "booking.reassigned",
  "reassigned": "booking.reassigned",
  "member-withdrew": "booking.reassigned",
  "guests-changed": null,
  "location-changed": "booking.location_changed",
  "conference-made": "booking.location_changed",
  "conference-failed": null,
  "no-show": "booking.no_show",
  "no-show-undone": null,
};

/** The kind of webhook that follows an event; none while the guest's address is unverified, since no host knows of it. */
export function webhookKindOf(event: BookingEvent, booking: Booking): WebhookKind | null {
  return booking.emailUnverified ? null : kindOfEvent[event];
}

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
