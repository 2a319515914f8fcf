import type { Connection } from "$lib/scheduling/connection.ts";
import { type Calendar, CalendarError, type FoundEntry } from "../calendars/calendar.ts";
import { isOpenTo } from "./shared-access.ts";

/** An entry with the calendar that holds it. */
export interface LocatedEntry extends FoundEntry {
  calendarId: string;
}

/** Looks an entry up where it was written, then in the account's other calendars. */
export async function findInAccount(
  connection: Connection,
  { id, opened }: { id: string; opened: Calendar },
  uid: string,
  written: string,
): Promise<LocatedEntry | null> {
  const others = connection.calendars.filter((each) =>
    each.id !== id && each.writable && isOpenTo(connection, each)
  );
  for (const calendarId of [id, ...others.map((each) => each.id)]) {
    const found = await opened.find(calendarId, uid, written);
    if (found) return { ...found, calendarId };
  }
  return null;
}

/**
 * The id of the calendar that holds an entry now, searched in `written` first: its host may have moved it to another
 * calendar of the account. Null when none holds it.
 */
export async function locateEntry(
  opened: Calendar,
  connection: Connection,
  written: string,
  uid: string,
): Promise<string | null> {
  const others = connection.calendars.filter((each) =>
    each.writable && each.id !== written && isOpenTo(connection, each)
  );
  for (const id of [written, ...others.map((each) => each.id)]) {
    try {
      if (await opened.find(id, uid)) return id;
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      // The entry is there, without a readable time.
      if (error.reason === "unreadable") return id;
      // A calendar that is gone or forbidden holds nothing that can be changed.
      if (error.kind !== "gone" && error.kind !== "refused") throw error;
    }
  }
  return null;
}
