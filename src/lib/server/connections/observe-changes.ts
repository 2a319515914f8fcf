import type { Calendar, Changes } from "../calendars/calendar.ts";
import { STALE_ETAG } from "../store/indexed-objects.ts";

/** The changes of one sync, with how many objects were stored and how many of them are gone. */
export interface ObservedChanges extends Changes {
  knownCount: number;
  goneCount: number;
}

/** The calendar, with the changes that its syncs report collected in `observed`. */
export function observeChanges(
  opened: Calendar,
): { calendar: Calendar; observed: ObservedChanges[] } {
  const observed: ObservedChanges[] = [];
  const calendar: Calendar = {
    ...opened,
    async changes(calendarId, window, cursor, known) {
      const changes = await opened.changes(calendarId, window, cursor, known);
      if (changes) observed.push({ ...changes, ...countLosses(changes, await known?.etags()) });
      return changes;
    },
  };
  return { calendar, observed };
}

function countLosses(
  { isFullSync, objects, unreadable, removed }: Changes,
  known: ReadonlyMap<string, string | null> = new Map(),
): Pick<ObservedChanges, "knownCount" | "goneCount"> {
  // Objects with a stale ETag were removed or changed by us.
  const before = new Map([...known].filter(([, etag]) => etag !== STALE_ETAG));
  const present = new Set([...objects, ...unreadable].map(({ href }) => href));
  const gone = isFullSync
    ? [...before.keys()].filter((href) => !present.has(href))
    : removed.filter((href) => before.has(href));
  return { knownCount: before.size, goneCount: gone.length };
}
