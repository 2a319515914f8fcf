import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { Meeting } from "../bookings/meeting.ts";
import {
  freeStoredBusyTime,
  readStoredEntry,
  type StoredEntryRows,
} from "./own-entry-busy-time.ts";
import { RESYNC_AFTER_WRITE_MS, scheduleSyncWithin } from "./sync-connection.ts";

/** A sync may store it once more before it is superseded. */
const MAX_LOOKS = 3;

/** Deletes an entry from its calendar and, once it is verified to be absent, frees its busy time. */
export async function removeEntry(
  app: App,
  { id, uid }: Pick<Meeting, "id" | "uid">,
  host: Host,
  connection: Connection,
  calendar: Calendar,
  calendarId: string,
): Promise<void> {
  const ref = { connectionId: connection.id, calendarId };
  await calendar.remove(calendarId, uid);
  for (let look = 1; look <= MAX_LOOKS; look++) {
    // What is stored now is older than the absence that is verified next.
    const stored = await readStoredEntry(app, host.id, ref, id);
    const isFree = stored?.rows.every(({ busyBounds }) => busyBounds.length === 0) ?? true;
    if (!stored || isFree && look > 1) break;
    const isGone = await isAbsent(calendar, calendarId, uid, stored);
    // What a sync is reading may be from before, in any case.
    await freeStoredBusyTime(app, host.id, isGone ? stored : { ...stored, rows: [] });
    if (!isGone) break;
  }
  // The next sync corrects what is still wrong.
  await scheduleSyncWithin(app, connection, RESYNC_AFTER_WRITE_MS);
}

/** Whether no object with the UID is left, also at the hrefs it had: there may be copies. False when the server cannot tell. */
async function isAbsent(
  calendar: Calendar,
  calendarId: string,
  uid: string,
  { rows }: StoredEntryRows,
): Promise<boolean> {
  const [first, ...others] = [...new Set(rows.map(({ href }) => href))];
  try {
    if (await calendar.find(calendarId, uid, first) !== null) return false;
    for (const href of others) {
      if (await calendar.find(calendarId, uid, href) !== null) return false;
    }
    return true;
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return false;
  }
}
