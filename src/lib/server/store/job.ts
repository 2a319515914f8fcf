import type { BookingEvent, EmailKind } from "$lib/scheduling/booking-effects.ts";

/** What waits to happen. A job is a record of the store, written in the commit that called for it. */
export type JobWork =
  | {
    kind: "send-email";
    emailKind: EmailKind;
    to: "guest" | "host";
    bookingId: string;
    hostId: string;
    sequence: number;
    at: number;
    /** The time before a move, for letters that tell both. */
    was?: { start: number; end: number };
    /** Which reminder of its event type it is. */
    reminder?: string;
    /** How many more guests share the time that it speaks of. */
    otherGuests?: number;
    /** How often somebody has had it sent once more. */
    resendCount?: number;
  }
  /** Calls for the letter about a host's day; one a host, `sent` is the last date whose letter was called for. */
  | { kind: "schedule-agenda-email"; hostId: string; lastDate: string }
  | { kind: "send-agenda-email"; hostId: string; date: string }
  /** Calls for a meeting's reminders as they fall due; those up to `after` have been seen to. One for each time it has. */
  | {
    kind: "schedule-reminders";
    bookingId: string;
    hostId: string;
    sequence: number;
    handledUntil: number;
  }
  /** Never on the outbox page; `sealed` holds a `SignInLetter` as JSON, sealed for the context "send-sign-in-email". */
  | { kind: "send-sign-in-email"; hostId: string; sealedEmail: string }
  /** Once per outage of a calendar; `since` is its beginning. */
  | {
    kind: "send-calendar-alert";
    hostId: string;
    connectionId: string;
    calendarId: string;
    since: number;
  }
  /** `slot` names the event that guests share; missing for a booking that has its own. */
  | {
    kind: "write-calendar";
    bookingId: string;
    slot?: string;
    hostId: string;
    connectionId: string;
  }
  /** A whole slot has changed: what follows for each of its seats, as they were then. */
  | {
    kind: "notify-seats";
    hostId: string;
    /** The sequence of agreed meetings that have moved. */
    seats: { id: string; revision: number; sequence?: number; event: BookingEvent }[];
    was: { start: number; end: number };
    at: number;
  }
  | { kind: "expire"; bookingId: string }
  | { kind: "sync"; hostId: string; connectionId: string }
  /** Of a host who closed the account. */
  | { kind: "erase-account"; hostId: string }
  /** Of a test, when its entry has left the calendar. */
  | { kind: "erase-test-booking"; hostId: string; bookingId: string }
  /** Emails that waited for their host's address to be confirmed. */
  | { kind: "send-unsent"; hostId: string }
  /** Of the whole installation, once a day. */
  | { kind: "purge" };

export type JobState = "waiting" | "running" | "done" | "failed" | "unsent" | "superseded";

export interface Job {
  id: string;
  /** Whose job it is; every page shows the signed-in host's own only. */
  hostId: string;
  work: JobWork;
  state: JobState;
  attempts: number;
  createdAt: number;
  /** Its pauses between tries in all, ms, since it was made or somebody asked for a retry. */
  totalBackoffMs: number;
  /** When to try next, epoch ms; a running job becomes due again when its lease is over. */
  dueAt: number;
  /** Which running program holds it. */
  leaseOwner: string | null;
  lastError: string | null;
  doneAt: number | null;
}

/** Work that an event called for, before it is a record. */
export interface NewJob {
  hostId: string;
  work: JobWork;
  dueAt: number;
}
