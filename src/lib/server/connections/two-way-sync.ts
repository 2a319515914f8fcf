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
import { applyEntryEdit, type EntryState } from "./apply-entry-edit.ts";
import { findInAccount } from "./find-entry.ts";

/** Longer than any booking window. */
const LOOKAHEAD_MS = 800 * DAY;

/** This many entries that are all gone at once count as a mass deletion. */
const MASS_DELETION_MIN = 3;

/** A calendar that was just synced without error. */
export interface SyncedCalendar {
  id: string;
  opened: Calendar;
  observed: readonly ObservedChanges[];
}

/**
 * Applies the host's edits of entries in a calendar that was just synced to their meetings. The sync only selects what
 * to check; each entry is then looked up directly, unless a write of ours is pending for it.
 */
export async function applyCalendarEdits(
  app: App,
  host: Host,
  connection: Connection,
  synced: SyncedCalendar,
): Promise<void> {
  const entries: EntryState[] = [];
  let entryCount = 0;
  for (const id of await upcomingMeetingIds(app, host.id)) {
    const written = await readCalendarEntry(app.kv, id, connection.id);
    if (!written.value || written.value.calendarId !== synced.id) continue;
    entryCount++;
    if (!needsCheck(id, written.value, synced.observed)) continue;
    const entry = await findEntry(app, id, connection, written, synced);
    if (entry) entries.push(entry);
  }
  const gone = entries.filter(({ found }) => found === null).length;
  const isMassDeleted = isMassDeletion(gone, entryCount, synced.observed);
  if (isMassDeleted) {
    app.log.warn("calendar-emptied", { host: host.id, entries: gone });
    const isNewLoss = entries.some(({ found, stored: { value } }) =>
      !found && value.seenAt !== null && value.massDeletedAt === null
    );
    const lost = { calendarId: synced.id, at: app.now(), entries: gone };
    if (isNewLoss) await updateConnectionInfo(app, connection, { lostEntries: lost });
  }
  for (const entry of entries) await applyEntryEdit(app, host, entry, isMassDeleted);
}

/**
 * Whether entries disappeared because the calendar was emptied, replaced or restored, not deleted one by one: all of
 * ours are gone, or at least half of ours with most other objects, or the server rejected the sync token.
 */
function isMassDeletion(
  gone: number,
  entryCount: number,
  observed: readonly ObservedChanges[],
): boolean {
  if (gone === 0) return false;
  const isAll = gone === entryCount;
  if (isAll && gone >= MASS_DELETION_MIN) return true;
  return observed.some((changes) => {
    const others = changes.knownCount - Math.min(entryCount, changes.knownCount);
    const othersGone = changes.goneCount - Math.min(gone, changes.goneCount);
    const mostOthers = others > 0 && othersGone * 2 >= others;
    return mostOthers ? gone * 2 >= entryCount : isAll && changes.isReset === true;
  });
}

/** Ids of confirmed meetings that have not begun. */
export async function upcomingMeetingIds(app: App, hostId: string): Promise<Set<string>> {
  const now = app.now();
  await app.checkLedger(hostId);
  const holds = await listHolds(app.kv, hostId, { start: now, end: now + LOOKAHEAD_MS });
  const confirmed = holds.filter(({ expiresAt, start }) => expiresAt === null && start > now);
  return new Set(confirmed.map(({ slot }) => slot));
}

/** Whether the sync gives a reason to look an entry up directly. */
function needsCheck(
  meetingId: string,
  written: CalendarEntry,
  observed: readonly ObservedChanges[],
): boolean {
  if (written.needsRecheck) return true;
  const entryHref = canonicalHref(written.href);
  if (observed.some(({ removed }) => removed.some((href) => canonicalHref(href) === entryHref))) {
    return true;
  }
  const object = observed.flatMap(({ objects }) => objects).find(({ bookingId }) =>
    bookingId === meetingId
  );
  if (!object) return observed.some(({ isFullSync }) => isFullSync);
  const isSame = object.etag !== null && object.etag === written.etag;
  return !isSame || written.seenAt === null;
}

/** The entry as it is now; null while a write of ours is pending, or when the server cannot tell. */
async function findEntry(
  app: App,
  meetingId: string,
  connection: Connection,
  written: Deno.KvEntryMaybe<CalendarEntry>,
  synced: SyncedCalendar,
): Promise<EntryState | null> {
  const meeting = await getMeeting(app.kv, meetingId);
  if (!meeting || written.versionstamp === null) return null;
  if (!isAsWritten(meeting, written.value)) return null;
  if (await isBeingWritten(app, meetingId)) return null;
  try {
    const found = await findInAccount(connection, synced, meeting.uid, written.value.href);
    return { meeting, connection, stored: written, found };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await updateCalendarEntry(app.kv, written, { needsRecheck: true });
    return null;
  }
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
