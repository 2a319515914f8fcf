import { horizonEnd, horizonOf } from "$lib/scheduling/availability.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import {
  type Calendar,
  CalendarProblem,
  type CalendarState,
  type Changes,
} from "../calendars/calendar.ts";
import { ReaderClosed } from "../calendars/reader.ts";
import { newId } from "../secrets.ts";
import { getAccepted } from "../store/accepted.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getGuard } from "../store/guard.ts";
import { keys } from "../store/keys.ts";
import {
  busyDays,
  clearGeneration,
  clearListing,
  getReading,
  type Reading,
  writeGeneration,
} from "../store/readings.ts";
import { busyOf, takesTime, unclearIn, unreadIn } from "../store/remotes.ts";
import {
  fitsOneCommit,
  listShelves,
  rearranged,
  setShelves,
  type Shelf,
  writeListing,
} from "../store/shelves.ts";
import { mergeChanges } from "./merge-changes.ts";
import { openProgress } from "./progress.ts";
import { failing, readAsOf, settle, settleFailure } from "./settle-reading.ts";

const DAY = 86_400_000;

/** How a reading ended. */
export type Ended = "read" | "unchanged" | "failed" | "given-up";

/** How often a calendar is read anew because an entry of ours changed meanwhile; then it counts as it was seen. */
const READINGS = 3;

/**
 * Reads one chosen calendar of a host: what changed since the last reading, or all of it. What is new is written beside
 * what is in force, which a last commit under the host's guard replaces at one instant; a failure keeps the last known
 * busy time and says since when it fails, also where the fault is ours.
 */
export async function readCalendar(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
): Promise<Ended> {
  for (let reading = 1;; reading++) {
    const before = (await getGuard(app.kv, host.id)).guard.calendars[calendar.key];
    if (!before) return "given-up";
    const ended = await readOnce(app, host, calendar, opened, before, reading === READINGS)
      .catch((error) => failed(app, host, calendar, before, error));
    if (ended !== "overtaken") return ended;
  }
}

/** Tells why a reading failed; a fault of ours is logged under the id that its detail is. */
async function failed(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  before: CalendarState,
  error: unknown,
): Promise<"failed"> {
  if (error instanceof ReaderClosed) throw error;
  const problem = error instanceof CalendarProblem ? error : new CalendarProblem(
    "try-again",
    "our-fault",
    app.log.fault("calendar-reading", error, { host: host.id }),
  );
  await settleFailure(app, host, calendar, before, problem);
  app.log.warn("calendar-not-read", { host: host.id, kind: problem.kind, why: problem.why });
  return "failed";
}

/** One reading; the last one counts whatever has happened meanwhile. */
async function readOnce(
  app: App,
  host: Host,
  calendar: { key: string; id: string },
  opened: Calendar,
  before: CalendarState,
  isLast: boolean,
): Promise<Ended | "overtaken"> {
  const { kv } = app;
  const began = app.now();
  const { generation } = before;
  const from = { generation, ownChanges: isLast ? null : before.ownChanges ?? 0 };
  const last = await getReading(kv, host.id, calendar.key);
  const { window, needed } = await windowOf(app, host, began);
  const readAs = readAsOf(host);
  const goesOn = last?.listing !== undefined && last.generation === before.generation &&
    last.readAs === readAs && before.readTo >= needed &&
    Math.abs(began - (last.listedAt ?? 0)) < DAY;
  // What changed is read as far as all the rest.
  const asked = goesOn ? { ...window, end: before.readTo } : window;
  let known: Promise<Shelf[]> | null = null;
  const shelves = () => known ??= shelvesBehind(app, host.id, calendar.key, last);
  const remotes = async () => (await shelves()).flatMap(({ remotes }) => remotes);

  await using progress = openProgress(app, host.id, calendar.key);
  const changes = await opened.changes(calendar.id, asked, goesOn ? last.cursor : null, {
    etags: async () => new Map((await remotes()).map(({ href, etag }) => [href, etag])),
    busy: async () =>
      (await remotes()).flatMap((each) => takesTime(each, asked) ? [each.href] : []),
    progress: progress.tell,
  });
  if (changes === null) {
    const fresh = (state: CalendarState) => ({ ...state, readAt: began, failing: null });
    const settled = await settle(app, host, calendar, { generation, ownChanges: null }, fresh);
    return settled === "settled" ? "unchanged" : "given-up";
  }

  logFaults(app, host, changes);

  const { all, written, deleted } = mergeChanges(await remotes(), changes);
  const changed = changes.whole || !goesOn ? null : rearranged(await shelves(), written, deleted);
  const fits = changed !== null && fitsOneCommit(changed);
  const newer = began.toString(36).padStart(9, "0") + newId();
  const listing = fits && last?.listing ? last.listing : newer;
  if (!fits) await writeListing(kv, host.id, calendar.key, listing, all);
  await writeGeneration(kv, host.id, calendar.key, newer, busyDays(all.flatMap(busyOf)));
  const reading: Reading = {
    generation: newer,
    previous: before.generation,
    // What a listing left out, no report of changes brings back.
    cursor: changes.incomplete ? null : changes.cursor,
    listing,
    listedAt: changes.whole ? began : last?.listedAt ?? 0,
    readAs,
    events: all.filter(({ skipped }) => skipped === null).length,
    skipped: all.filter(({ skipped }) => skipped !== null).length,
    unknown: unclearIn(all).length,
  };
  const state = async (was: CalendarState): Promise<CalendarState> => {
    const unread = unreadIn(all, await getAccepted(kv, host.id, calendar.key)).length;
    const read = { ...was, generation: newer, readTo: asked.end, unread };
    if (!changes.incomplete) return { ...read, readAt: began, failing: null, incomplete: false };
    return failing(app, { ...read, incomplete: true }, leavesOut);
  };
  const settled = await settle(app, host, calendar, from, state, (op) => {
    op.set(keys.reading(host.id, calendar.key), reading);
    if (fits) setShelves(op, host.id, calendar.key, listing, changed);
  });
  const replaced = settled === "settled";
  // Another reading was faster, or the calendar is not chosen any more: ours is the one that nobody points at.
  await clearGeneration(kv, host.id, calendar.key, replaced ? last?.previous ?? "" : newer);
  if (!fits) {
    await clearListing(kv, host.id, calendar.key, replaced ? last?.listing ?? "" : listing);
  }
  return replaced ? "read" : settled;
}

const leavesOut = new CalendarProblem("try-again", "listing-incomplete");

/** Entries that could not be read for a reason of ours: each reason once. */
function logFaults(app: App, host: Host, { skipped }: Changes) {
  for (const fault of new Set(skipped.flatMap(({ fault }) => fault ?? []))) {
    app.log.fault("calendar-entry", fault, { host: host.id });
  }
}

/** What the last reading knew of each object; nothing where it kept no records. */
async function shelvesBehind(app: App, hostId: string, calendar: string, last: Reading | null) {
  return last?.listing ? await listShelves(app.kv, hostId, calendar, last.listing) : [];
}

/**
 * From two days ago to a week beyond the longest horizon in use. Once a day everything is listed whole, which rolls the
 * window forward and finds what a server forgot to report; where that fails for some days, there is still enough.
 */
async function windowOf(
  app: App,
  host: Host,
  now: number,
): Promise<{ window: Span; needed: number }> {
  const types = await listEventTypes(app.kv, host.id);
  const ends = types.map((type) => horizonOf(type, now, host.zone));
  const needed = Math.max(horizonEnd(now, host.zone, 60), ...ends);
  // A clock that is ahead must not drop what is busy until then.
  const start = Math.min(now, app.clock.earliest()) - 2 * DAY;
  return { window: { start, end: needed + 7 * DAY }, needed };
}
