import type { Calendar, Changes } from "../calendars/calendar.ts";
import { UNREAD_ETAG } from "../store/remotes.ts";

/** What a reading said, and how much of what was known is gone by it. */
export interface Heard extends Changes {
  before: number;
  gone: number;
}

/** The same calendar, and what its readings say meanwhile. */
export function listening(opened: Calendar): { calendar: Calendar; said: Heard[] } {
  const said: Heard[] = [];
  const calendar: Calendar = {
    ...opened,
    async changes(calendarId, window, cursor, known) {
      const changes = await opened.changes(calendarId, window, cursor, known);
      if (changes) said.push({ ...changes, ...loss(changes, await known?.etags()) });
      return changes;
    },
  };
  return { calendar, said };
}

function loss(
  { whole, objects, skipped, removed }: Changes,
  known: ReadonlyMap<string, string | null> = new Map(),
): Pick<Heard, "before" | "gone"> {
  // What we have taken out ourselves is not lost.
  const before = new Map([...known].filter(([, etag]) => etag !== UNREAD_ETAG));
  const still = new Set([...objects, ...skipped].map(({ href }) => href));
  const gone = whole
    ? [...before.keys()].filter((href) => !still.has(href))
    : removed.filter((href) => before.has(href));
  return { before: before.size, gone: gone.length };
}
