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
import { updateConnectionInfo } from "./update-connection.ts";
import { applyEntryEdit, type EntryState } from "./apply-entry-edit.ts";
import { isOpenTo } from "./shared-access.ts";

/** Longer than any horizon. */
const LOOKAHEAD_MS = 800 * 86_400_000;

/** So many entries that are all gone at once were not deleted one by one. */
const MASS_DELETION_MIN = 3;

/** A calendar that was just read without error. */
export interface SyncedCalendar {
  id: string;
  opened: Calendar;
  observed: readonly ObservedChanges[];
}

/**
 * Lets meetings follow what the host did to their entries in a calendar that was just read. A reading only raises the question;
 * what counts is a direct look at an entry that a reading has seen before and that no write of ours is under way for.
 */
export async function applyCalendarEdits(
  app: App,
  host: Host,
  connection: Connection,
  read: SyncedCalendar,
): Promise<void> {
  const entries: EntryState[] = [];
  let standing = 0;
  for (const id of await upcomingMeetingIds(app, host.id)) {
    const written = await readCalendarEntry(app.kv, id, connection.id);
    if (!written.value || written.value.calendarId !== read.id) continue;
    standing++;
    if (!needsCheck(id, written.value, read.observed)) continue;
    const entry = await findEntry(app, id, connection, written, read);
    if (entry) entries.push(entry);
  }
  const gone = entries.filter(({ found }) => found === null).length;
  const isLost = isMassDeletion(gone, standing, read.observed);
  if (isLost) {
    app.log.warn("calendar-emptied", { host: host.id, entries: gone });
    const isNews = entries.some(({ found, written: { value } }) =>
      !found && value.seenAt !== null && value.massDeletedAt === null
    );
    const lost = { calendarId: read.id, at: app.now(), entries: gone };
    if (isNews) await updateConnectionInfo(app, connection, { lostEntries: lost });
  }
  for (const entry of entries) await applyEntryEdit(app, host, entry, isLost);
}

/**
 * Whether entries are not gone because somebody took them out one by one, but because the calendar was emptied, replaced
 * or restored: all of ours are, and so is most of the rest, or the server does not know it any more.
 */
function isMassDeletion(gone: number, standing: number, said: readonly ObservedChanges[]): boolean {
  if (gone === 0) return false;
  const isAll = gone === standing;
  if (isAll && gone >= MASS_DELETION_MIN) return true;
  return said.some((heard) => {
    const others = heard.knownCount - Math.min(standing, heard.knownCount);
    const othersGone = heard.goneCount - Math.min(gone, heard.goneCount);
    const mostOthers = others > 0 && othersGone * 2 >= others;
    return mostOthers ? gone * 2 >= standing : isAll && heard.isReset === true;
  });
}

/** Agreed meetings to come, by what they stand under in a calendar. */
export async function upcomingMeetingIds(app: App, hostId: string): Promise<Set<string>> {
  const now = app.now();
  await app.checkLedger(hostId);
  const holds = await listHolds(app.kv, hostId, { start: now, end: now + LOOKAHEAD_MS });
  const agreed = holds.filter(({ expiresAt, start }) => expiresAt === null && start > now);
  return new Set(agreed.map(({ slot }) => slot));
}

/** Whether a reading gives a reason to look at an entry directly. */
function needsCheck(
  meetingId: string,
  written: CalendarEntry,
  said: readonly ObservedChanges[],
): boolean {
  if (written.needsRecheck) return true;
  const place = canonicalHref(written.href);
  if (said.some(({ removed }) => removed.some((href) => canonicalHref(href) === place))) {
    return true;
  }
  const object = said.flatMap(({ objects }) => objects).find(({ bookingId }) =>
    bookingId === meetingId
  );
  if (!object) return said.some(({ isFullSync }) => isFullSync);
  const isSame = object.etag !== null && object.etag === written.etag;
  return !isSame || written.seenAt === null;
}

/** The entry as it is now; null while it is ours to change, or when the server cannot tell. */
async function findEntry(
  app: App,
  meetingId: string,
  connection: Connection,
  written: Deno.KvEntryMaybe<CalendarEntry>,
  read: SyncedCalendar,
): Promise<EntryState | null> {
  const meeting = await getMeeting(app.kv, meetingId);
  if (!meeting || written.versionstamp === null) return null;
  if (!isAsWritten(meeting, written.value)) return null;
  if (await isBeingWritten(app, meetingId)) return null;
  try {
    const found = await findInAccount(connection, read, meeting.uid, written.value.href);
    return { meeting, connection, written, found };
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

/** Where it was written, else wherever in the account the host has put it. */
async function findInAccount(
  connection: Connection,
  { id, opened }: SyncedCalendar,
  uid: string,
  written: string,
): Promise<EntryState["found"]> {
  const others = connection.calendars.filter((each) =>
    each.id !== id && each.writable && isOpenTo(connection, each)
  );
  for (const calendarId of [id, ...others.map((each) => each.id)]) {
    const found = await opened.find(calendarId, uid, written);
    if (found) return { ...found, calendarId };
  }
  return null;
}
