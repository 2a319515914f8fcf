import type { Calendar, Changes } from "../calendars/calendar.ts";
import { STALE_ETAG } from "../store/indexed-objects.ts";

/** What a reading said, and how much of what was known is gone by it. */
export interface ObservedChanges extends Changes {
  knownCount: number;
  goneCount: number;
}

/** The same calendar, and what its readings say meanwhile. */
export function observeChanges(opened: Calendar): { calendar: Calendar; said: ObservedChanges[] } {
  const said: ObservedChanges[] = [];
  const calendar: Calendar = {
    ...opened,
    async changes(calendarId, window, cursor, known) {
      const changes = await opened.changes(calendarId, window, cursor, known);
      if (changes) said.push({ ...changes, ...countLosses(changes, await known?.etags()) });
      return changes;
    },
  };
  return { calendar, said };
}

function countLosses(
  { isFullSync, objects, unreadable, removed }: Changes,
  known: ReadonlyMap<string, string | null> = new Map(),
): Pick<ObservedChanges, "knownCount" | "goneCount"> {
  // What we have taken out ourselves is not lost.
  const before = new Map([...known].filter(([, etag]) => etag !== STALE_ETAG));
  const still = new Set([...objects, ...unreadable].map(({ href }) => href));
  const gone = isFullSync
    ? [...before.keys()].filter((href) => !still.has(href))
    : removed.filter((href) => before.has(href));
  return { knownCount: before.size, goneCount: gone.length };
}
