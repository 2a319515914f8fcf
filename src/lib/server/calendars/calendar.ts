import type { TitledSpan } from "$lib/scheduling/entry-title.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { CalendarErrorKind } from "$lib/scheduling/calendar-state.ts";
import type { CalendarInfo, Capabilities } from "$lib/scheduling/connection.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { UnreadableEntry } from "$lib/icalendar/unreadable-entries.ts";

/** What became of a meeting by video that a calendar was to make. */
export type ConferenceState =
  | { state: "made"; link: string }
  | { state: "pending" }
  | { state: "failed" };

/** Limits of a request that a person waits for, such as a conflict check. */
export const INTERACTIVE_LIMITS = { timeoutMs: 4_000 };

/** One version of an object at the server. */
export interface ObjectVersion {
  href: string;
  etag: string | null;
}

/** An entry of ours as it is at the server. */
export interface FoundEntry extends ObjectVersion {
  start: number;
  end: number;
  /** The SEQUENCE that we wrote last; null when it is missing. */
  sequence: number | null;
  /** Addresses of attendees who declined, lower case. */
  declined?: string[];
  /** Copies with the same UID in the calendar; with copies, the host's edits are not applied. */
  copyCount?: number;
}

/** Busy times of one object. */
export interface RemoteObject extends ObjectVersion {
  uid: string;
  busy: Span[];
  /** The booking it was written for, by UID; null for other events. */
  bookingId: string | null;
  /** Why the busy time is wider than the event may be; null when it is exact. */
  approximate: string | null;
  /** What its busy times are called; for the host alone. */
  titles?: TitledSpan[];
}

/** Busy time as a calendar answers it; a private entry has no title. */
export interface AnsweredBusy extends Span {
  bookingId?: string;
  title?: string;
  isPrivate?: true;
}

/** An answered busy time with its title, null for a private entry. */
export function answeredBusy(
  time: Span,
  title: string | null,
  bookingId: string | null,
): AnsweredBusy {
  return {
    ...time,
    title: title ?? "",
    ...(title === null ? { isPrivate: true } : {}),
    ...(bookingId === null ? {} : { bookingId }),
  };
}

/** Changes of a calendar. With `isFullSync` they are everything in the window, and other objects are gone. */
export interface Changes {
  isFullSync: boolean;
  objects: RemoteObject[];
  removed: string[];
  cursor: string | null;
  unreadable: (UnreadableEntry & { href: string; etag?: string | null })[];
  /** The listing left existing objects out, so others may be missing, too. */
  incomplete?: true;
  /** The server reports deletions since a cursor: these are such a report, or a full sync beside which there are some. */
  reportsDeletions?: true;
  /** The server rejected the cursor of the last sync: the calendar may have been replaced. */
  isReset?: true;
}

/** The stored objects of a calendar, for providers that compare, and a callback for progress. */
export interface KnownObjects {
  /** The ETag of every object by its href. */
  etags(): Promise<ReadonlyMap<string, string | null>>;
  /** Hrefs of objects that are busy in the requested window. */
  busyHrefs?(): Promise<readonly string[]>;
  /** Hrefs of objects that could not be read at all, which may succeed without a change to them. */
  unreadHrefs?(): Promise<readonly string[]>;
  /** `of` is null where a listing does not tell how long it is. */
  progress?(done: number, of: number | null): void;
}

/** One account at a calendar server; tests/server/calendars/contract.test.ts holds for every provider. */
export interface Calendar {
  list(): Promise<CalendarInfo[]>;
  /** Changes since `cursor`, or everything in `window`; null when nothing has changed. Throws when it cannot be known. */
  changes(
    calendarId: string,
    window: Span,
    cursor: string | null,
    known?: KnownObjects,
  ): Promise<Changes | null>;
  /**
   * Busy times in a span as of now, for the conflict check; with the booking for entries of ours. Throws "unreadable-event"
   * for an unreadable entry whose fingerprint is not in `accepted`, because it may lie in the span.
   */
  busy(
    calendarId: string,
    span: Span,
    accepted?: ReadonlySet<string>,
  ): Promise<AnsweredBusy[]>;
  /** The entry with a UID; of several, the one at `writtenHref`. */
  find(calendarId: string, uid: string, writtenHref?: string): Promise<FoundEntry | null>;
  /** Creates or replaces the event by its UID; with `expected`, throws "changed" unless that version is at the server. */
  put(calendarId: string, event: CalendarEvent, expected?: ObjectVersion): Promise<ObjectVersion>;
  /** What became of the conference that the event with a UID was written with, "failed" where it is not at this href of the calendar any more; missing where a provider makes none. */
  conference?(calendarId: string, uid: string, href: string): Promise<ConferenceState>;
  /** Deletes the event; an event that is already gone is no error. */
  remove(calendarId: string, uid: string, expected?: ObjectVersion): Promise<void>;
  /** The server's capabilities, for providers whose servers differ. */
  capabilities?(calendarId: string, now: number): Promise<Capabilities>;
}

/** A failed request to a calendar server; `reason` is a key of the calendar messages, `detail` is technical and holds no secret. */
export class CalendarError extends Error {
  constructor(
    readonly kind: CalendarErrorKind,
    readonly reason: string,
    readonly detail = "",
    readonly retryAfter: number | null = null,
    /** The HTTP status of the response; null without one. */
    readonly status: number | null = null,
  ) {
    super(`${kind}: ${reason} ${detail}`.trim());
    this.name = "CalendarError";
  }
}
