import type { Span } from "$lib/scheduling/span.ts";
import { CalendarProblem, type Changes } from "./calendar.ts";
import { bySeries, changesIn, type Page, seriesOf } from "./google-listing.ts";
import {
  asInstances,
  during,
  eventsPath,
  type GoogleRequests,
  listingFields,
} from "./google-requests.ts";
import { isCovered } from "./instances.ts";
import { inPagesOf } from "./smaller-pages.ts";

const LISTING = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };
/** The most that Google takes; what is asked for of each event is little. */
const PAGE_SIZE = 2_500;
/** Pages of changes; an endless series that has changed goes on for years, and costs less when all is listed anew. */
const MOST_CHANGES = 3;
/** Series that are asked for one by one. */
const MOST_SERIES = 20;

/** What has changed in a calendar since a sync token, or all of it in a window; all-day events of others are meant in `zone`. */
export async function readGoogleChanges(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  cursor: string | null,
  zone: string,
): Promise<Changes | null> {
  if (cursor === null) return await whole(google, calendarId, window, zone);
  let found: Page[];
  try {
    found = await inPagesOf(PAGE_SIZE, (size) =>
      google.pages(
        "calendar#events",
        eventsPath(calendarId),
        { ...asInstances, maxResults: `${size}`, syncToken: cursor, fields: listingFields },
        { ...LISTING, most: MOST_CHANGES, goesOn: true },
      ));
  } catch (error) {
    if (!(error instanceof CalendarProblem) || error.why !== "token-gone") throw error;
    return { ...await whole(google, calendarId, window, zone), anew: true };
  }
  const items = found.flatMap((page) => page.items);
  const isAll = found.at(-1)?.nextSyncToken !== undefined;
  if (isAll && items.length === 0) return null;
  const series = new Set(items.flatMap((item) => seriesOf(item) ?? []));
  const isFew = isAll && series.size <= MOST_SERIES;
  const changed = isFew ? await changedIn(google, calendarId, window, found, series, zone) : null;
  return changed ?? await whole(google, calendarId, window, zone);
}

async function whole(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  zone: string,
): Promise<Changes> {
  const listed = await inPagesOf(
    PAGE_SIZE,
    (size) =>
      google.pages("calendar#events", eventsPath(calendarId), {
        ...asInstances,
        ...during(window),
        maxResults: `${size}`,
        fields: listingFields,
      }, LISTING),
  );
  return changesIn(listed, window, zone, true);
}

/**
 * What became of a series is only certain when its instances are listed as they are now. Null where even that does not
 * tell: a person who was invited to single occurrences has those, and not the series that they belong to.
 */
async function changedIn(
  google: GoogleRequests,
  calendarId: string,
  window: Span,
  found: Page[],
  series: ReadonlySet<string>,
  zone: string,
): Promise<Changes | null> {
  const instancesNow: Page[] = [];
  for (const id of series) {
    const listed = await instancesOf(google, calendarId, id, window);
    if (listed === null) return null;
    instancesNow.push(...listed);
  }
  const { inSeries, alone } = bySeries(found);
  const changes = changesIn([...instancesNow, ...alone], window, zone, false);
  // An occurrence that lives by the round, and is not among its series' instances, belongs to something that we do not see.
  if (!isCovered(changesIn(inSeries, window, zone, false).objects, changes.objects)) return null;
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
): Promise<Page[] | null> {
  try {
    return await inPagesOf(
      PAGE_SIZE,
      (size) =>
        google.pages("calendar#events", `${eventsPath(calendarId, id)}/instances`, {
          ...during(window),
          maxAttendees: "1",
          maxResults: `${size}`,
          fields: listingFields,
        }, { ...LISTING, goesOn: true }),
    );
  } catch (error) {
    if (error instanceof CalendarProblem && error.why === "token-gone") return null;
    throw error;
  }
}
