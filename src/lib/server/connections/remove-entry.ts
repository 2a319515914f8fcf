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

/** Takes an entry out of its calendar, and its busy time out of the store once nothing of it is there. */
export async function removeEntry(
  app: App,
  { id, uid }: Pick<Meeting, "id" | "uid">,
  host: Host,
  connection: Connection,
  calendar: Calendar,
  calendarId: string,
): Promise<void> {
  const ref = { connectionId: connection.id, calendarId };
  const stood = await readStoredEntry(app, host.id, ref, id);
  await calendar.remove(calendarId, uid);
  if (stood && await isAbsent(calendar, calendarId, uid, stood)) {
    await freeStoredBusyTime(app, host.id, stood);
  }
  // What could not be settled here, a reading settles soon.
  await scheduleSyncWithin(app, connection, RESYNC_AFTER_WRITE_MS);
}

/** Whether nothing stands under a UID any more, nor where it stood: a calendar may hold a second copy. Who cannot say so has said nothing. */
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
