import type { Span } from "$lib/scheduling/span.ts";
import type { CalendarErrorKind } from "$lib/scheduling/calendar-state.ts";
import type { CalendarInfo, Capabilities } from "$lib/scheduling/connection.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { UnreadableEntry } from "$lib/icalendar/unreadable-entries.ts";

/** Limits of a request whose answer somebody waits for, as when a booking is confirmed. */
export const INTERACTIVE_LIMITS = { timeoutMs: 4_000 };

/** What identifies one state of a remote object. */
export interface ObjectVersion {
  href: string;
  etag: string | null;
}

export interface FoundEntry extends ObjectVersion {
  start: number;
  end: number;
  /** The sequence of ours that it goes back to; null where it does not tell. */
  sequence: number | null;
  /** Addresses that said no on the event itself, lower case. */
  declined?: string[];
  /** Others of the same UID in the calendar, which somebody copied: what is done to one of them is not followed. */
  copyCount?: number;
}

/** Busy time of one remote object. */
export interface RemoteObject extends ObjectVersion {
  uid: string;
  busy: Span[];
  /** The booking of ours it was written for, by UID. */
  bookingId: string | null;
  /** What could not be read and therefore counts as busy. */
  approximate: string | null;
}

/** What a calendar says has changed. `whole` lists everything in the window; what it leaves out is gone. */
export interface Changes {
  isFullSync: boolean;
  objects: RemoteObject[];
  removed: string[];
  cursor: string | null;
  unreadable: (UnreadableEntry & { href: string; etag?: string | null })[];
  /** The listing is known to leave out what is there: what else it left out, nobody knows. */
  incomplete?: true;
  /** The server did not know any more where the last reading ended: it may be another calendar than it was. */
  isReset?: true;
}

/** What was read of a calendar before, for providers that compare, and who hears how a long reading goes on. */
export interface KnownObjects {
  /** The ETag of every object by its href. */
  etags(): Promise<ReadonlyMap<string, string | null>>;
  /** Addresses of what takes time in the window that is asked for. */
  busyHrefs?(): Promise<readonly string[]>;
  progress?(done: number, of: number): void;
}

/** One account at a calendar server; every provider keeps this contract (tests/server/calendars/contract.test.ts). */
export interface Calendar {
  list(): Promise<CalendarInfo[]>;
  /** Changes since `cursor`, or everything in `window`; null when nothing has changed. Throws when it cannot be known: unknown is never free. */
  changes(
    calendarId: string,
    window: Span,
    cursor: string | null,
    known?: KnownObjects,
  ): Promise<Changes | null>;
  /**
   * The question asked at confirm: what is busy in this span, now? Objects of ours are named. Throws "unread-entry" when
   * something in the answer could not be read that is not `accepted` by its mark: it might lie in this very span.
   */
  busy(
    calendarId: string,
    span: Span,
    accepted?: ReadonlySet<string>,
  ): Promise<(Span & { bookingId?: string; title?: string })[]>;
  /** The event with a UID; of several, the one at `written`. */
  find(calendarId: string, uid: string, written?: string): Promise<FoundEntry | null>;
  /** Writes the event; the same UID replaces. */
  put(calendarId: string, event: CalendarEvent, seen?: ObjectVersion): Promise<ObjectVersion>;
  /** Already gone is done. */
  remove(calendarId: string, uid: string, seen?: ObjectVersion): Promise<void>;
  /** What the server can do, where that differs from server to server. */
  capabilities?(calendarId: string, now: number): Promise<Capabilities>;
}

/** How a calendar server failed; `why` is a key of `i18n/en/calendars.ts`, `detail` what it said, without secrets. */
export class CalendarError extends Error {
  constructor(
    readonly kind: CalendarErrorKind,
    readonly why: string,
    readonly detail = "",
    readonly retryAfter: number | null = null,
    /** The HTTP status of the whole answer, where there was one. */
    readonly status: number | null = null,
  ) {
    super(`${kind}: ${why} ${detail}`.trim());
    this.name = "CalendarError";
  }
}
