import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getAccepted, writeAccepted } from "../store/accepted.ts";
import { calendarKey } from "../store/keys.ts";
import { getReading } from "../store/readings.ts";
import { type Remote, unreadIn } from "../store/remotes.ts";
import { listRemotes } from "../store/shelves.ts";
import { underGuard } from "./under-guard.ts";

/** Entries that a page shows of those that could not be read. */
const MOST_SHOWN = 20;

/** What of a calendar could not be read and was not accepted, and the reading that says so. */
export interface UnreadEntries {
  generation: string;
  entries: Pick<Remote, "title" | "skipped" | "href">[];
}

/** Entries that could not be read, for their host to look at; the reading that they are of goes back with the yes. */
export async function listUnread(
  app: App,
  hostId: string,
  calendar: string,
): Promise<UnreadEntries | null> {
  const reading = await getReading(app.kv, hostId, calendar);
  if (!reading?.listing) return null;
  const remotes = await listRemotes(app.kv, hostId, calendar, reading.listing);
  const known = await getAccepted(app.kv, hostId, calendar);
  return {
    generation: reading.generation,
    entries: unreadIn(remotes, known).slice(0, MOST_SHOWN),
  };
}

/**
 * The host takes the entries that could not be read for free, as they are now: whatever becomes of one of them, or comes
 * to them, is a new question. What was once known of their time keeps it taken all the same.
 */
export function acceptUnread(
  app: App,
  hostId: string,
  connectionId: string,
  calendarId: string,
  generation: string,
): Promise<Outcome<null>> {
  const calendar = calendarKey({ connectionId, calendarId });
  return underGuard(app, hostId, async (op, guard) => {
    const state = guard.guard.calendars[calendar];
    if (!state) return refused("not-found");
    const reading = await getReading(app.kv, hostId, calendar);
    if (!reading?.listing || state.generation !== generation || reading.generation !== generation) {
      return refused("changed");
    }
    const remotes = await listRemotes(app.kv, hostId, calendar, reading.listing);
    const marks = new Set(remotes.flatMap(({ mark }) => mark === undefined ? [] : [mark]));
    writeAccepted(op, hostId, calendar, marks);
    const calendars = { ...guard.guard.calendars, [calendar]: { ...state, unread: 0 } };
    guard.guard = { ...guard.guard, calendars };
    return accepted(null);
  });
}
