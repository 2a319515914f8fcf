import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { isOpenTo } from "./shared-access.ts";

/**
 * The calendar of an account in which an entry stands now, the one where it was written before any other: its host may
 * have put it elsewhere since. Null where it is in none.
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
      // It is there, as something that says no time.
      if (error.why === "unreadable") return id;
      // A calendar that is gone, or closed to us, holds nothing that we could change.
      if (error.kind !== "gone" && error.kind !== "refused") throw error;
    }
  }
  return null;
}
