import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError, type Changes, type KnownObjects } from "../calendar.ts";
import { areCovered } from "../expanded-instances.ts";
import { eventFields } from "./event.ts";
import {
  changesFromPages,
  eventsIn,
  type GraphPage,
  isRemoved,
  seriesOf,
  splitBySeries,
} from "./pages.ts";
import {
  calendarPath,
  type GraphPageLimits,
  type MicrosoftRequests,
  timeBounds,
} from "./requests.ts";
import { withShrinkingPages } from "../paging.ts";

const LISTING_LIMITS = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };
/** In a round of changes every event comes whole, with its text. */
const PAGE_SIZE = 100;
/** Series that are asked for one by one. */
const MAX_SERIES = 20;

/** What has changed in a calendar since a delta link, or all of it in a window; whole days are meant in `zone`. */
export async function readMicrosoftChanges(
  graph: MicrosoftRequests,
  calendarId: string,
  window: Span,
  cursor: string | null,
  zone: string,
  known?: KnownObjects,
): Promise<Changes | null> {
  const whole = async () => {
    const from = graph.urlFor(calendarPath(calendarId, "calendarView/delta"), timeBounds(window));
    return changesFromPages(await deltaRound(graph, from, LISTING_LIMITS), window, zone, true);
  };
  if (cursor === null) return await whole();
  let found: GraphPage[];
  try {
    found = await deltaRound(graph, graph.nextLinkUrl(cursor), {
      ...LISTING_LIMITS,
      isIncremental: true,
    });
  } catch (error) {
    if (!(error instanceof CalendarError) || error.why !== "token-gone") throw error;
    return { ...await whole(), isReset: true };
  }
  const events = eventsIn(found);
  if (events.length === 0) return null;
  // What a removed id that nobody knows stood for is only certain when all is listed as it is now.
  const hrefs = await known?.etags();
  const series = new Set<string>();
  for (const event of events) {
    const its = seriesOf(event);
    const isCertain = isRemoved(event) ? hrefs?.has(event.id) : its !== undefined;
    if (!isCertain) return await whole();
    if (its) series.add(its);
  }
  const isFew = series.size <= MAX_SERIES;
  const changed = isFew
    ? await changesOfSeries(graph, calendarId, window, found, series, zone)
    : null;
  return changed ?? await whole();
}

/** All pages of a round of changes. */
function deltaRound(
  graph: MicrosoftRequests,
  from: URL,
  limits: GraphPageLimits,
): Promise<GraphPage[]> {
  return withShrinkingPages(PAGE_SIZE, async (size) => {
    const prefer = `odata.maxpagesize=${size}, outlook.body-content-type="text"`;
    const listed = await graph.pages(from, { ...limits, prefer });
    // The last page says where the next round begins; an answer without it is not the end of a listing.
    if (listed.at(-1)?.["@odata.deltaLink"] === undefined) {
      throw new CalendarError("try-again", "incomplete");
    }
    return listed;
  });
}

/**
 * What became of a series is only certain when its instances are listed as they are now. Null where even that does not
 * tell: a person who was invited to single occurrences has those, and not the series that they belong to.
 */
async function changesOfSeries(
  graph: MicrosoftRequests,
  calendarId: string,
  window: Span,
  found: GraphPage[],
  series: ReadonlySet<string>,
  zone: string,
): Promise<Changes | null> {
  const instancesNow: GraphPage[] = [];
  for (const id of series) {
    const listed = await instancesOf(graph, calendarId, id, window);
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
  const cursor = found.at(-1)?.["@odata.deltaLink"] ?? null;
  return { ...changes, cursor, removed: [...changes.removed, ...gone] };
}

/** The instances of a series as they are now; null where the account cannot be told of them. */
async function instancesOf(
  graph: MicrosoftRequests,
  calendarId: string,
  id: string,
  window: Span,
): Promise<GraphPage[] | null> {
  const path = `${calendarPath(calendarId, "events", id)}/instances`;
  try {
    return await withShrinkingPages(
      500,
      (size) =>
        graph.pages(
          graph.urlFor(path, { ...timeBounds(window), $select: eventFields, $top: `${size}` }),
          { ...LISTING_LIMITS, isIncremental: true },
        ),
    );
  } catch (error) {
    if (error instanceof CalendarError && error.why === "token-gone") return null;
    throw error;
  }
}
