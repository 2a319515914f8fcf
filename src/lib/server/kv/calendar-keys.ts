import { createHash } from "node:crypto";
import { boundedKeyPart } from "./key-part.ts";

/** The keys of connected calendars: their busy time and the entries written to them, a part of `keys.ts`. */
export const calendarKeys = {
  connection: (
    hostId: string,
    connectionId: string,
  ) => ["connection", hostId, boundedKeyPart(connectionId)],
  connectionsOf: (hostId: string) => ["connection", hostId],
  /** The state of a selected calendar's last sync: its cursor and counts. */
  syncState: (hostId: string, calendar: string) => ["sync_state", hostId, calendar],
  syncStates: () => ["sync_state"],
  /** How the syncs of a selected calendar went in the last day. */
  syncLog: (hostId: string, calendar: string) => ["sync_log", hostId, calendar],
  syncLogs: () => ["sync_log"],
  allBusy: () => ["busy"],
  allObjectIndexes: () => ["object_chunk"],
  /** Busy time of one calendar, one generation, one UTC day. */
  busy: (
    hostId: string,
    calendar: string,
    generation: string,
    day: number,
  ) => ["busy", hostId, calendar, generation, day],
  busyOf: (
    hostId: string,
    calendar: string,
    generation: string,
  ) => ["busy", hostId, calendar, generation],
  busyOfCalendar: (hostId: string, calendar: string) => ["busy", hostId, calendar],
  /** What the entries of a calendar are called, sealed: one generation, one UTC day. */
  busyTitles: (
    hostId: string,
    calendar: string,
    generation: string,
    day: number,
  ) => ["busy_title", hostId, calendar, generation, day],
  busyTitlesOf: (
    hostId: string,
    calendar: string,
    generation: string,
  ) => ["busy_title", hostId, calendar, generation],
  busyTitlesOfCalendar: (hostId: string, calendar: string) => ["busy_title", hostId, calendar],
  allBusyTitles: () => ["busy_title"],
  /** Chunk of calendar objects of one object index: href, ETag, UID, busy time. */
  objectChunk: (
    hostId: string,
    calendar: string,
    listing: string,
    position: number,
  ) => ["object_chunk", hostId, calendar, listing, position],
  objectIndexOf: (
    hostId: string,
    calendar: string,
    listing: string,
  ) => ["object_chunk", hostId, calendar, listing],
  objectIndexesOfCalendar: (hostId: string, calendar: string) => ["object_chunk", hostId, calendar],
  /** Fingerprints of unreadable calendar entries that the host ignores. */
  ignoredEntries: (hostId: string, calendar: string) => ["ignored_entries", hostId, calendar],
  allSyncProgress: () => ["sync_progress"],
  /** An event written to check write access, until it is deleted. */
  writeCheck: (hostId: string, connectionId: string) => ["write_check", hostId, connectionId],
  /** Progress of a long first sync. */
  syncProgressOf: (hostId: string) => ["sync_progress", hostId],
  syncProgress: (hostId: string, calendar: string) => ["sync_progress", hostId, calendar],
  /** The event last written to a connection for a booking. */
  calendarEntry: (
    bookingId: string,
    connectionId: string,
  ) => ["calendar_entry", bookingId, connectionId],

  calendarEntriesOf: (bookingId: string) => ["calendar_entry", bookingId],
  /** The calendar to which a first write was started, until it is confirmed. */
  writeIntent: (
    bookingId: string,
    connectionId: string,
  ) => ["write_intent", bookingId, connectionId],
  writeIntentsOf: (bookingId: string) => ["write_intent", bookingId],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;

/** A selected calendar as one key part; long ids are hashed, as keys and the guard have a size limit. */
export function calendarKey(
  { connectionId, calendarId }: { connectionId: string; calendarId: string },
): string {
  return `${connectionId}:${isLong(calendarId) ? `sha256-${digest(calendarId)}` : calendarId}`;
}

const MAX_CALENDAR_ID_BYTES = 300;

function isLong(calendarId: string): boolean {
  return new TextEncoder().encode(calendarId).length > MAX_CALENDAR_ID_BYTES;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
