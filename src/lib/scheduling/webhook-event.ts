import type { Actor, Booking } from "./booking.ts";
import type { Tracking } from "./booking-tracking.ts";
import type { WrittenAnswer } from "./booking-questions.ts";
import type { BookingEvent } from "./booking-history.ts";
import type { BookingState, Status } from "./booking-state.ts";
import type { BookedLocation } from "./location.ts";
import type { Reminder } from "./reminder.ts";
import type { SeriesPlace } from "./series.ts";
import type { Span } from "./span.ts";
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
