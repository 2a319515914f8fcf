import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getIgnoredEntries, writeIgnoredEntries } from "../store/ignored-entries.ts";
import { calendarKey } from "../kv/calendar-keys.ts";
import { getSyncState } from "../store/sync-state.ts";
import { type IndexedObject, unreadableIn } from "../store/indexed-objects.ts";
import { listIndexedObjects } from "../store/object-chunks.ts";
import { openUnreadableTitle } from "./unreadable-titles.ts";
import { commitUnderGuard } from "./guarded-commit.ts";
import { runWaitingJobsNow } from "./sync-connection.ts";

/** Unreadable entries that a page shows at most. */
const MAX_SHOWN = 20;

/** Unreadable entries of a calendar that its host has not accepted, with the generation they belong to. */
export interface UnreadableEntries {
  generation: string;
  entries: (Pick<IndexedObject, "unreadableReason" | "href"> & { title: string })[];
}

/** Unreadable entries to show to their host; null for a calendar that was never synced. */
export async function listUnreadable(
  app: App,
  hostId: string,
  calendar: string,
): Promise<UnreadableEntries | null> {
  const syncState = await getSyncState(app.kv, hostId, calendar);
  if (!syncState) return null;
  const objects = await listIndexedObjects(app.kv, hostId, calendar, syncState.objectIndex);
  const ignored = await getIgnoredEntries(app.kv, hostId, calendar);
  const shown = unreadableIn(objects, ignored).slice(0, MAX_SHOWN);
  const entries = shown.map(async ({ href, unreadableReason, ...object }) => ({
    href,
    unreadableReason,
    title: await openUnreadableTitle(app.sealer, { hostId, calendar }, object),
  }));
  return { generation: syncState.generation, entries: await Promise.all(entries) };
}

/**
 * The host accepts that the unreadable entries of a generation block no time, not even that which they name. The acceptance
 * holds for their content of today only; busy time known from an earlier sync stays busy. Refuses "changed" when another sync was committed since.
 */
export async function acceptUnreadable(
  app: App,
  hostId: string,
  connectionId: string,
  calendarId: string,
  generation: string,
): Promise<Outcome<null, "busy" | "changed" | "not-found">> {
  const calendar = calendarKey({ connectionId, calendarId });
  const outcome = await commitUnderGuard(app, hostId, async (op, guard) => {
    const state = guard.guard.calendars[calendar];
    if (!state) return refused("not-found");
    const syncState = await getSyncState(app.kv, hostId, calendar);
    if (
      state.generation !== generation || syncState?.generation !== generation
    ) {
      return refused("changed");
    }
    const objects = await listIndexedObjects(app.kv, hostId, calendar, syncState.objectIndex);
    const fingerprints = new Set(
      objects.flatMap(({ fingerprint }) => fingerprint === undefined ? [] : [fingerprint]),
    );
    writeIgnoredEntries(op, hostId, calendar, fingerprints);
    const calendars = { ...guard.guard.calendars, [calendar]: { ...state, unreadableCount: 0 } };
    guard.guard = { ...guard.guard, calendars };
    return accepted(null);
  });
  // The next sync frees the time that the entries name.
  if (outcome.ok) await runWaitingJobsNow(app, hostId, connectionId);
  return outcome;
}
