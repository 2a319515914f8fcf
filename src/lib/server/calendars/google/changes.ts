import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError, type Changes } from "../calendar.ts";
import { changesFromPages, type GooglePage, seriesOf, splitBySeries } from "./pages.ts";
import {
  eventsPath,
  expandedInstances,
  type GoogleRequests,
  listingFields,
  timeBounds,
} from "./requests.ts";
import { areCovered } from "../expanded-instances.ts";
import { withShrinkingPages } from "../paging.ts";

const LISTING_LIMITS = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };
/** The most that Google takes; what is asked for of each event is little. */
const PAGE_SIZE = 2_500;
/** Pages of changes; an endless series that has changed goes on for years, and costs less when all is listed anew. */
const MAX_CHANGE_PAGES = 3;
/** Series that are asked for one by one. */
const MAX_SERIES = 20;

/** What has changed in a calendar since a sync token, or all of it in a window; all-day events of others are meant in `zone`. */
export async function readGoogleChanges(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  cursor: string | null,
  zone: string,
): Promise<Changes | null> {
  if (cursor === null) return await fullGoogleSync(google, calendarId, window, zone);
  let found: GooglePage[];
  try {
    found = await withShrinkingPages(PAGE_SIZE, (size) =>
      google.pages(
        "calendar#events",
        eventsPath(calendarId),
        { ...expandedInstances, maxResults: `${size}`, syncToken: cursor, fields: listingFields },
        { ...LISTING_LIMITS, maxPages: MAX_CHANGE_PAGES, isIncremental: true },
      ));
  } catch (error) {
    if (!(error instanceof CalendarError) || error.why !== "token-gone") throw error;
    return { ...await fullGoogleSync(google, calendarId, window, zone), isReset: true };
  }
  const items = found.flatMap((page) => page.items);
  const isAll = found.at(-1)?.nextSyncToken !== undefined;
  if (isAll && items.length === 0) return null;
  const series = new Set(items.flatMap((item) => seriesOf(item) ?? []));
  const isFew = isAll && series.size <= MAX_SERIES;
  const changed = isFew
    ? await changesOfSeries(google, calendarId, window, found, series, zone)
    : null;
  return changed ?? await fullGoogleSync(google, calendarId, window, zone);
}

async function fullGoogleSync(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  zone: string,
): Promise<Changes> {
  const listed = await withShrinkingPages(
    PAGE_SIZE,
    (size) =>
      google.pages("calendar#events", eventsPath(calendarId), {
        ...expandedInstances,
        ...timeBounds(window),
        maxResults: `${size}`,
        fields: listingFields,
      }, LISTING_LIMITS),
  );
  return changesFromPages(listed, window, zone, true);
}

/**
 * What became of a series is only certain when its instances are listed as they are now. Null where even that does not
 * tell: a person who was invited to single occurrences has those, and not the series that they belong to.
 */
async function changesOfSeries(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  found: GooglePage[],
  series: ReadonlySet<string>,
  zone: string,
): Promise<Changes | null> {
  const instancesNow: GooglePage[] = [];
  for (const id of series) {
    const listed = await instancesOf(google, calendarId, id, window);
    if (listed === null) return null;
    instancesNow.push(...listed);
  }
  const { inSeries, alone } = splitBySeries(found);
  const changes = changesFromPages([...instancesNow, ...alone], window, zone, false);
  // An occurrence that lives by the round, and is not among its series' instances, belongs to something that we do not see.
  if (!areCovered(changesFromPages(inSeries, window, zone, false).objects, changes.objects)) {
    return null;
  }
  const still = new Set(changes.objects.map(({ href }) => href));
  const gone = [...series].filter((id) => !still.has(id));
  const removed = changes.removed.filter((href) => !still.has(href));
  const cursor = found.at(-1)?.nextSyncToken ?? null;
  return { ...changes, cursor, removed: [...new Set([...removed, ...gone])] };
}

/** The instances of a series as they are now; null where the account cannot be told of them. */
async function instancesOf(
  google: GoogleRequests,
  calendarId: string,
  id: string,
  window: Span,
): Promise<GooglePage[] | null> {
  try {
    return await withShrinkingPages(
      PAGE_SIZE,
      (size) =>
        google.pages("calendar#events", `${eventsPath(calendarId, id)}/instances`, {
          ...timeBounds(window),
          maxAttendees: "1",
          maxResults: `${size}`,
          fields: listingFields,
        }, { ...LISTING_LIMITS, isIncremental: true }),
    );
  } catch (error) {
    if (error instanceof CalendarError && error.why === "token-gone") return null;
    throw error;
  }
}
