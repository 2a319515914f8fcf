import type { Span } from "$lib/scheduling/span.ts";

/** A calendar as the server names it. */
export interface CalendarInfo {
  id: string;
  name: string;
  colour: string | null;
  writable: boolean;
  /** Marked on the server as not blocking time. */
  transparent: boolean;
  /** Address of who shares it with the person; missing where it is their own. */
  owner?: string;
}

/** The event that a confirmed booking becomes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** The booking's, or the slot's that several share. */
  bookingId: string;
  start: number;
  end: number;
  zone: string;
  title: string;
  description: string;
  location: string;
  organizer: { name: string; email: string } | null;
  /** Null where several guests share the event: they must not learn of one another. */
  attendee: { name: string; email: string } | null;
  /** Minutes before the start at which it rings when it is new; null leaves that to the calendar. */
  alarmMinutes: number | null;
  /** DTSTAMP, epoch ms. */
  dtstamp: number;
}

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

/** Something whose time could not be read, or not all of it: it may be any time. */
export interface UnreadableEntry {
  why: string;
  /** What it is called, as far as that can be read. */
  title: string;
  /** The same for the same content, another one once that is changed: a host who accepts it accepts no other. */
  fingerprint: string;
  /** Where in the program, if it is no fault of the entry's: for the log. */
  errorTrace?: string;
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

/** What a calendar server says that it can do (CAL-9). */
export interface Capabilities {
  /** How it tells what has changed: by reports, by a mark of the whole, or not at all. */
  changeDetection: "reports" | "marks" | "none";
  freeBusy: boolean;
  /** It can invite by itself; ours tell it not to. */
  scheduling: boolean;
  /** How far its clock is from ours, in ms; null where it does not tell. */
  clockOffsetMs: number | null;
  askedAt: number;
}

/** What became of an event that was written, read, changed and deleted only to see whether that works (CAL-9). */
export interface WriteCheck {
  calendarId: string;
  at: number;
  /** In order; the first that failed is the last, with a key of `words/en/calendars.ts`. */
  steps: { step: WriteCheckStep; why: string | null }[];
}

export type WriteCheckStep = "write" | "read" | "edit" | "conditions" | "delete";

export type CalendarErrorKind = "try-again" | "signed-out" | "refused" | "changed" | "gone";

/** How a calendar server failed; `why` is a key of `words/en/calendars.ts`, `detail` what it said, without secrets. */
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

/** A connection as the store keeps it; the password or token is sealed. */
export interface Connection {
  id: string;
  hostId: string;
  provider: "caldav" | "google" | "microsoft" | "ics";
  /** What the host reads in the list. */
  label: string;
  /** Collection home or a direct collection URL. */
  url: string;
  user: string;
  sealed: string;
  /** The host's own addresses at this server, lower case. */
  addresses: string[];
  /** The job that reads it again and again. */
  syncJobId: string;
  calendars: (CalendarInfo & { blocks: boolean })[];
  /** What its owner lets us do with calendars that others share with them; missing where that was never asked for. */
  sharedAccess?: "none" | "read" | "write";
  createdAt: number;
  revision: number;
  /** What the host typed to be led to it. */
  enteredAddress?: string;
  /** Asked on connecting and with each reading by hand; missing in records from before, and where it could not be asked. */
  capabilities?: Capabilities;
  /** The last trial by writing. */
  writeCheck?: WriteCheck;
  /** Entries of ours that disappeared together with most of a calendar, until their host has said what that means. */
  lostEntries?: { calendarId: string; at: number; entries: number } | null;
}

/** How a chosen calendar stands, kept in the person's guard so that freshness is decided inside the commit's check. */
export interface CalendarState {
  /** Busy shards in force. */
  generation: string;
  /** Last reading without error, epoch ms; null when never read. */
  syncedAt: number | null;
  /** Busy time is known up to here. */
  syncedUntil: number;
  /** Since when it fails, and how; null while it works. */
  failure: {
    since: number;
    kind: CalendarErrorKind;
    why: string;
    detail: string;
    /** The host has been written to about this outage. */
    told?: true;
  } | null;
  /** Entries that could not be read and that the host has not accepted; records from before have none. */
  unreadableCount?: number;
  /** The server's listing left out what is there: no time is known to be free until one does not. */
  isListingIncomplete?: boolean;
  /** How often we changed entries of ours in it: a reading that began before the last one has seen it as it was. */
  ownWriteCount?: number;
}

/** What every commit that takes a person's time reads first and checks. */
export interface Guard {
  /** Grows with every write. */
  version: number;
  /** Chosen calendars by `calendarKey`. */
  calendars: Record<string, CalendarState>;
}

export type Freshness = "fresh" | "stale" | "broken";

/** What the clocks of two programs on one store may differ by. */
const MAX_CLOCK_SKEW_MS = 60_000;

/** Fresh was read without error, and whole, within two sync intervals; broken is signed out, gone, or a day without success (CAL-4). */
export function freshness(
  state: CalendarState,
  now: number,
  intervalMs: number,
  upTo?: number,
): Freshness {
  if (state.failure && (state.failure.kind === "signed-out" || state.failure.kind === "gone")) {
    return "broken";
  }
  // A reading from the future was made before the clock was set back: nobody knows how long ago.
  const readAt = state.syncedAt !== null && state.syncedAt > now + MAX_CLOCK_SKEW_MS
    ? null
    : state.syncedAt;
  if (state.failure && now - (readAt ?? state.failure.since) > 86_400_000) return "broken";
  if (readAt === null || now - readAt > 2 * intervalMs) return "stale";
  if (upTo !== undefined && upTo > state.syncedUntil) return "stale";
  // What could not be read may be any time: nobody knows whether this one is free.
  if (state.unreadableCount || state.isListingIncomplete) return "stale";
  return "fresh";
}
