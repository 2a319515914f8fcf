import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { canonicalHref } from "../calendars/canonical-href.ts";
import { getMeeting, type Meeting } from "../bookings/meeting.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { listHolds } from "../store/ledger.ts";
import {
  type CalendarEntry,
  readCalendarEntry,
  updateCalendarEntry,
} from "../store/calendar-entries.ts";
import type { ObservedChanges } from "./observe-changes.ts";
import { updateConnectionInfo } from "./connection-info.ts";
import {
  applyEntryEdit,
  type EntryState,
  isNeverSeen,
  isOlderSequence,
} from "./apply-entry-edit.ts";
import { findInAccount } from "./find-entry.ts";

/** Longer than any booking window. */
const LOOKAHEAD_MS = 800 * DAY;

/** A calendar that was just synced without error. */
export interface SyncedCalendar {
  id: string;
  opened: Calendar;
  observed: readonly ObservedChanges[];
}

/**
 * Applies the host's edits of entries in a calendar that was just synced to their meetings. The sync only selects what
 * to check; each entry is then looked up directly, unless a write of ours is pending for it. Once one is gone, all are
 * looked up, since only the others tell a deletion from a calendar that was emptied, replaced or restored.
 */
export async function applyCalendarEdits(
  app: App,
  host: Host,
  connection: Connection,
  synced: SyncedCalendar,
): Promise<void> {
  const written = await writtenEntries(app, host, connection, synced);
  const isSelected = (each: WrittenEntry) => needsCheck(each, synced.observed);
  const lookUp = (some: WrittenEntry[]) => lookUpEntries(app, connection, synced, some);
  const selected = await lookUp(written.filter(isSelected));
  const others = selected.entries.some(isGone)
    ? await lookUp(written.filter((each) => !isSelected(each)))
    : { entries: [], untold: [] };
  const entries = [...selected.entries, ...others.entries];
  const untold = [...selected.untold, ...others.untold];
  // Those of which the server does not tell may be gone as well.
  const isLost = isLoss(entries, untold, synced);
  const isLostEntry = (entry: EntryState) => isLost || isNeverSeen(app, entry.stored.value);
  const lost = entries.filter(isGone).filter((entry) =>
    isLostEntry(entry) || entry.stored.value.massDeletedAt !== null
  );
  if (lost.some(isNewlyLost)) {
    app.log.warn("calendar-emptied", { host: host.id, entries: lost.length });
    const lostEntries = { calendarId: synced.id, at: app.now(), entries: lost.length };
    await updateConnectionInfo(app, connection, { lostEntries });
  }
  for (const entry of entries) {
    // One that is gone and that no sync has named yet is left to the next.
    if (isLost || !isGone(entry) || selected.entries.includes(entry)) {
      await applyEntryEdit(app, host, entry, isLostEntry(entry));
    }
  }
  for (const { stored } of untold) {
    const massDeletedAt = stored.value.massDeletedAt ?? (isLost ? app.now() : null);
    await updateCalendarEntry(app.kv, stored, { needsRecheck: true, massDeletedAt });
  }
}

const isGone = ({ found }: EntryState) => found === null;

/** Whether the loss of an entry is new, or was assumed while the server did not tell of it. */
function isNewlyLost({ stored: { value } }: EntryState): boolean {
  return value.massDeletedAt === null || value.needsRecheck;
}

/** This many entries that are all gone at once are lost. */
const LOSS_MIN = 3;

/**
 * Whether entries are gone because their calendar was emptied, replaced or restored, or may be: only a deletion that cannot
 * be anything else ends a meeting. Entries that no sync has seen, or that were gone before, say nothing about it.
 */
function isLoss(
  entries: readonly EntryState[],
  untold: readonly EntryState[],
  { id, observed }: SyncedCalendar,
): boolean {
  const seen = [...entries, ...untold].filter(({ stored: { value } }) => value.seenAt !== null);
  const present = seen.filter(({ found }) => found?.calendarId === id);
  const missing = seen.filter(({ found, stored: { value } }) =>
    found === null && value.massDeletedAt === null
  );
  if (missing.length > 0 && observed.some(({ isReset }) => isReset)) return true;
  const gone = missing.filter(({ stored: { value } }) => value.missingSince === null);
  if (gone.length === 0) return false;
  const ours = gone.length + present.length, areAllGone = present.length === 0;
  if (areAllGone && gone.some((each) => entries.includes(each)) && areManyAtOnce(missing)) {
    return true;
  }
  const writtenAt = (some: readonly EntryState[]) =>
    some.map(({ stored }) => stored.value.writtenAt);
  // As in a copy of the calendar that was made between two writes.
  const areTheNewest = gone.length > 1 &&
    Math.min(...writtenAt(gone)) > Math.max(...writtenAt(present));
  const isReported = ({ stored: { value } }: EntryState) =>
    observed.some((changes) =>
      changes.reportsDeletions && !changes.isFullSync && isRemoved(value, changes)
    );
  return observed.some((changes) => {
    if (changes.isFullSync && changes.reportsDeletions) return !gone.every(isReported);
    const others = changes.knownCount - Math.min(ours, changes.knownCount);
    const othersGone = changes.goneCount - Math.min(gone.length, changes.goneCount);
    if (others > 0 && othersGone * 2 >= others && gone.length * 2 >= ours) return true;
    if (changes.reportsDeletions) return false;
    return areTheNewest || present.some(isOlderThanWritten) ||
      areAllGone && changes.goneCount >= changes.knownCount;
  });
}

/** Whether entries that are missing are many, some of which went in one sync: in several for a calendar that is emptied slowly. */
function areManyAtOnce(missing: readonly EntryState[]): boolean {
  const syncs = new Set(missing.map(({ stored }) => stored.value.missingSince));
  return missing.length >= LOSS_MIN && syncs.size < missing.length;
}

/** Whether an entry shows an earlier write of ours than the last, as after a restore. */
function isOlderThanWritten({ meeting, found, stored: { value } }: EntryState): boolean {
  return found !== null && isOlderSequence(meeting, found) && !value.serverCountsSequence;
}

/** Ids of confirmed meetings that have not begun. */
export async function upcomingMeetingIds(app: App, hostId: string): Promise<Set<string>> {
  const now = app.now();
  await app.checkLedger(hostId);
  const holds = await listHolds(app.kv, hostId, { start: now, end: now + LOOKAHEAD_MS });
  const confirmed = holds.filter(({ expiresAt, start }) => expiresAt === null && start > now);
  return new Set(confirmed.map(({ slot }) => slot));
}

/** A meeting's entry as it was last written to the calendar. */
interface WrittenEntry {
  meetingId: string;
  stored: Deno.KvEntry<CalendarEntry>;
}

async function writtenEntries(
  app: App,
  host: Host,
  connection: Connection,
  synced: SyncedCalendar,
): Promise<WrittenEntry[]> {
  const written: WrittenEntry[] = [];
  for (const meetingId of await upcomingMeetingIds(app, host.id)) {
    const stored = await readCalendarEntry(app.kv, meetingId, connection.id);
    if (stored.versionstamp === null || stored.value.calendarId !== synced.id) continue;
    written.push({ meetingId, stored });
  }
  return written;
}

/** Whether the sync gives a reason to look an entry up directly. */
function needsCheck(
  { meetingId, stored: { value: written } }: WrittenEntry,
  observed: readonly ObservedChanges[],
): boolean {
  if (written.needsRecheck) return true;
  // Its host may have deleted it before any sync could name it.
  if (written.seenAt === null && written.massDeletedAt === null) return true;
  if (observed.some((changes) => isRemoved(written, changes))) return true;
  const object = observed.flatMap(({ objects }) => objects).find(({ bookingId }) =>
    bookingId === meetingId
  );
  if (!object) return observed.some(({ isFullSync }) => isFullSync);
  const isSame = object.etag !== null && object.etag === written.etag;
  return !isSame || written.massDeletedAt !== null;
}

function isRemoved({ href }: CalendarEntry, { removed }: ObservedChanges): boolean {
  const entryHref = canonicalHref(href);
  return removed.some((each) => canonicalHref(each) === entryHref);
}

/** After so many failures in a row a server is not asked for further entries. */
const MAX_FAILURES = 3;

/** The entries as they are now, without those that a write of ours changes, and those of which the server does not tell. */
async function lookUpEntries(
  app: App,
  connection: Connection,
  synced: SyncedCalendar,
  some: readonly WrittenEntry[],
): Promise<{ entries: EntryState[]; untold: EntryState[] }> {
  const entries: EntryState[] = [], untold: EntryState[] = [];
  let failures = 0;
  for (const { meetingId, stored } of some) {
    const meeting = await getMeeting(app.kv, meetingId);
    if (!meeting || !isAsWritten(meeting, stored.value)) continue;
    if (await isBeingWritten(app, meetingId)) continue;
    const unknown = { meeting, connection, stored, found: null };
    if (failures >= MAX_FAILURES) {
      untold.push(unknown);
      continue;
    }
    try {
      const found = await findInAccount(connection, synced, meeting.uid, stored.value.href);
      entries.push({ ...unknown, found });
      failures = 0;
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      failures++;
      // One without a readable time is there all the same.
      if (error.reason !== "unreadable") untold.push(unknown);
      else await updateCalendarEntry(app.kv, stored, { needsRecheck: true });
    }
  }
  return { entries, untold };
}

function isAsWritten(meeting: Meeting, written: CalendarEntry): boolean {
  if (meeting.confirmed.length === 0) return false;
  if (written.sequence === null) return written.revision === meeting.revision;
  return written.sequence === meeting.sequence && written.start === meeting.start;
}

async function isBeingWritten(app: App, meetingId: string): Promise<boolean> {
  const jobs = await listJobsOfBooking(app.kv, meetingId);
  return jobs.some(({ work, state }) =>
    work.kind === "write-calendar" && (state === "waiting" || state === "running")
  );
}
