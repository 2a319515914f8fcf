import type { Calendar, Changes } from "../calendars/calendar.ts";
import { inTurns } from "../runtime/in-turns.ts";
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
      if (changes) {
        observed.push({ ...changes, ...await countLosses(changes, await known?.etags()) });
      }
      return changes;
    },
  };
  return { calendar, observed };
}

async function countLosses(
  { isFullSync, objects, unreadable, removed }: Changes,
  known: ReadonlyMap<string, string | null> = new Map(),
): Promise<Pick<ObservedChanges, "knownCount" | "goneCount">> {
  // Objects with a stale ETag were removed or changed by us.
  const before = new Set<string>();
  await inTurns(known, ([href, etag]) => {
    if (etag !== STALE_ETAG) before.add(href);
  });
  const knownCount = before.size;
  if (!isFullSync || knownCount === 0) {
    return { knownCount, goneCount: removed.filter((href) => before.has(href)).length };
  }
  await inTurns([...objects, ...unreadable], ({ href }) => void before.delete(href));
  return { knownCount, goneCount: before.size };
}
