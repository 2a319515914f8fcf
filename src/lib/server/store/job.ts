import type { Booking } from "$lib/scheduling/booking.ts";
import type { Status } from "$lib/scheduling/booking-state.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";

/** The kinds of jobs and their data. A job is written in the commit that caused it. */
export type JobWork =
  | {
    kind: "send-email";
    /** A kind of `email/messages/registry.ts`. */
    emailKind: string;
    to: "guest" | "host";
    bookingId: string;
    hostId: string;
    sequence: number;
    at: number;
    /** The previous time, for emails about a reschedule. */
    previousTime?: { start: number; end: number };
    /** The id of the event type's reminder. */
    reminderId?: string;
    /** The number of other guests in the shared slot. */
    otherGuests?: number;
    /** The address of the extra guest who gets it in place of the guest. */
    extraGuest?: string;
    /** Ids of the dates of a series that it has told an extra guest of. */
    told?: string[];
    /** How often it was sent again on request. */
    resendCount?: number;
  }
  /** Schedules a host's daily agenda email; one per host, `lastDate` is the last date scheduled. */
  | { kind: "schedule-agenda-email"; hostId: string; lastDate: string }
  | { kind: "send-agenda-email"; hostId: string; date: string }
  /**
   * Schedules the reminders of a booking as they fall due, one job per sequence; reminders up to `handledUntil` are
   * done.
   */
  | {
    kind: "schedule-reminders";
    bookingId: string;
    hostId: string;
    sequence: number;
    handledUntil: number;
  }
  /**
   * Not shown in the list of emails; `sealedEmail` is a `SignInEmail` as JSON, sealed for the context
   * "send-sign-in-email".
   */
  | { kind: "send-sign-in-email"; hostId: string; sealedEmail: string }
  /** Not shown in the list of emails; `sealedSecret` is the link's, sealed for "team-invitation", or null for one by username. */
  | {
    kind: "send-team-invitation";
    hostId: string;
    teamId: string;
    invitationId: string;
    sealedSecret: string | null;
  }
  /** Once per outage of a calendar; `since` is its beginning, epoch ms. */
  | {
    kind: "send-calendar-alert";
    hostId: string;
    connectionId: string;
    calendarId: string;
    since: number;
  }
  /** A key was revoked because its secret was in a URL. */
  | { kind: "send-key-alert"; hostId: string; keyId: string }
  /** `slot` is the shared slot whose event is written; missing for a booking with its own event. */
  | {
    kind: "write-calendar";
    bookingId: string;
    slot?: string;
    hostId: string;
    connectionId: string;
  }
  /** A shared slot was changed: creates the emails and other jobs for each seat. */
  | {
    kind: "notify-seats";
    hostId: string;
    /** The sequence of a confirmed booking that was rescheduled. */
    seats: {
      id: string;
      revision: number;
      sequence?: number;
      event: BookingEvent;
      /** What webhooks tell of it; missing where nobody listens. */
      changed?: SeatChange;
    }[];
    previousTime: { start: number; end: number };
    at: number;
    /** The hosts and the team whose subscriptions are told. */
    listeners: string[];
  }
  | { kind: "expire"; bookingId: string }
  | { kind: "sync"; hostId: string; connectionId: string }
  /** Erases a closed account. */
  | { kind: "erase-account"; hostId: string }
  /** Hands over or cancels the coming bookings of somebody who has left a team. */
  | {
    kind: "leave-team";
    teamId: string;
    hostId: string;
    bookings: "hand-over" | "cancel";
    /** The booking that was seen to last, by start and id; missing before the first. */
    after?: { start: number; id: string };
  }
  /** Cancels the coming bookings of a deleted team with this message to the guests, then erases its settings. */
  | { kind: "close-team"; teamId: string; message: string }
  /** Erases a test booking once its calendar entry is deleted. */
  | { kind: "erase-test-booking"; hostId: string; bookingId: string }
  /** Sends emails that waited until the host's address was verified. */
  | { kind: "send-unsent"; hostId: string }
  /** Makes the deliveries of an event, one for each subscription that wants it. */
  | { kind: "fan-out-event"; eventId: string }
  /** Empties the events and deliveries of a booking whose guest was erased. */
  | { kind: "empty-webhooks"; bookingId: string }
  /** Sends the deliveries of one subscription as they fall due; one job per subscription. */
  | { kind: "deliver-webhooks"; ownerId: string; subscriptionId: string }
  /** Once per outage of a subscription: tells the host who made it; `since` is its beginning, epoch ms. */
  | {
    kind: "send-webhook-alert";
    hostId: string;
    ownerId: string;
    subscriptionId: string;
    since: number;
  }
  /** Tells an owner or admin of a team what somebody who has left it leaves behind. */
  | { kind: "send-departure"; hostId: string; teamId: string; leaverId: string }
  /** Deletes expired records of the whole installation, once a day. */
  | { kind: "purge" }
  /** Counts what has changed of all bookings, every ten minutes. */
  | { kind: "count-bookings" };

/** What a change of a whole slot made of one booking, and its status before. */
export interface SeatChange extends
  Pick<
    Booking,
    "sequence" | "status" | "endReason" | "start" | "end" | "reservedUntil" | "changedBy"
  > {
  statusBefore: Status;
}

/** What a change of a whole slot made of one of its bookings. */
export function seatChange(
  { sequence, status, endReason, start, end, reservedUntil, changedBy }: Booking,
  was: Booking,
): SeatChange {
  const statusBefore = was.status;
  return { sequence, status, endReason, start, end, reservedUntil, changedBy, statusBefore };
}

export type JobState = "waiting" | "running" | "done" | "failed" | "unsent" | "superseded";

/**
 * Why a job did not succeed, said in its reader's language by `jobs/job-error.ts`: `code` is a key of the texts about
 * mail servers or calendars, `detail` is technical and holds no secret.
 */
export interface JobError {
  from: "mail-server" | "calendar" | "program";
  code: string;
  detail: string;
}

/** What a job that has a problem is listed as: failed for good, not sent, or to be tried again. */
export type Problem = "failed" | "unsent" | "retrying";

export interface Job {
  id: string;
  /** The host it belongs to; pages show a host only their own jobs. */
  hostId: string;
  work: JobWork;
  state: JobState;
  attempts: number;
  createdAt: number;
  /** The request that asked for it; null for one of the program itself, and once it repeats. */
  requestId: string | null;
  /** Total backoff, ms, since its creation or a retry on request. */
  totalBackoffMs: number;
  /** When to run next, epoch ms; for a running job, when its lease ends. */
  dueAt: number;
  /** The process that runs it. */
  leaseOwner: string | null;
  lastError: JobError | null;
  doneAt: number | null;
}

/** A job to be created. */
export interface NewJob {
  hostId: string;
  work: JobWork;
  dueAt: number;
}
