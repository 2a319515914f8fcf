import type { ConferenceKind } from "$lib/scheduling/location.ts";
import type { JoinLink } from "./conference.ts";

/** Somebody who is met, or a member who declined after the confirmation. */
export interface CalendarAttendee {
  name: string;
  email: string;
  /** An optional member of a collective. */
  isOptional?: boolean;
  hasDeclined?: boolean;
}

/** The event that a confirmed booking becomes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** The id of the booking, or of the shared slot. */
  bookingId: string;
  start: number;
  end: number;
  zone: string;
  title: string;
  description: string;
  location: string;
  /** How it is joined; null where people come. */
  join: JoinLink | null;
  /** A meeting by video of this calendar, and the id by which its link is requested, null once it is made; null for none. */
  conference: { kind: ConferenceKind; requestId: string | null } | null;
  organizer: { name: string; email: string } | null;
  /** Without the guests of a shared slot, so that they do not see each other. */
  attendees: CalendarAttendee[];
  /** Minutes before the start for the alarm of a new event; null for the calendar's default. */
  alarmMinutes: number | null;
  /** DTSTAMP, epoch ms. */
  dtstamp: number;
}
