import type { Calendar, Changes } from "../calendars/calendar.ts";

/** The same calendar, and what its readings say meanwhile. */
export function listening(opened: Calendar): { calendar: Calendar; said: Changes[] } {
  const said: Changes[] = [];
  const calendar: Calendar = {
    ...opened,
    async changes(calendarId, window, cursor, known) {
      const changes = await opened.changes(calendarId, window, cursor, known);
      if (changes) said.push(changes);
      return changes;
    },
  };
  return { calendar, said };
}
