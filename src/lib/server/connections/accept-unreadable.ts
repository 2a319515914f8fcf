import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getIgnoredEntries, writeIgnoredEntries } from "../store/ignored-entries.ts";
import { calendarKey } from "../store/keys.ts";
import { getSyncState } from "../store/sync-state.ts";
import { type IndexedObject, unreadableIn } from "../store/indexed-objects.ts";
import { listIndexedObjects } from "../store/object-chunks.ts";
import { commitUnderGuard } from "./guarded-commit.ts";

/** Entries that a page shows of those that could not be read. */
const MAX_SHOWN = 20;

/** What of a calendar could not be read and was not accepted, and the reading that says so. */
export interface UnreadableEntries {
  generation: string;
  entries: Pick<IndexedObject, "title" | "unreadableReason" | "href">[];
}

/** Entries that could not be read, for their host to look at; the reading that they are of goes back with the yes. */
export async function listUnreadable(
  app: App,
  hostId: string,
  calendar: string,
): Promise<UnreadableEntries | null> {
  const reading = await getSyncState(app.kv, hostId, calendar);
  if (!reading) return null;
  const remotes = await listIndexedObjects(app.kv, hostId, calendar, reading.objectIndex);
  const known = await getIgnoredEntries(app.kv, hostId, calendar);
  return {
    generation: reading.generation,
    entries: unreadableIn(remotes, known).slice(0, MAX_SHOWN),
  };
}

/**
 * The host takes the entries that could not be read for free, as they are now: whatever becomes of one of them, or comes
 * to them, is a new question. What was once known of their time keeps it taken all the same.
 */
export function acceptUnreadable(
  app: App,
  hostId: string,
  connectionId: string,
  calendarId: string,
  generation: string,
): Promise<Outcome<null>> {
  const calendar = calendarKey({ connectionId, calendarId });
  return commitUnderGuard(app, hostId, async (op, guard) => {
    const state = guard.guard.calendars[calendar];
    if (!state) return refused("not-found");
    const reading = await getSyncState(app.kv, hostId, calendar);
    if (
      state.generation !== generation || reading?.generation !== generation
    ) {
      return refused("changed");
    }
    const remotes = await listIndexedObjects(app.kv, hostId, calendar, reading.objectIndex);
    const marks = new Set(
      remotes.flatMap(({ fingerprint }) => fingerprint === undefined ? [] : [fingerprint]),
    );
    writeIgnoredEntries(op, hostId, calendar, marks);
    const calendars = { ...guard.guard.calendars, [calendar]: { ...state, unreadableCount: 0 } };
    guard.guard = { ...guard.guard, calendars };
    return accepted(null);
  });
}
