import { CalendarError, type Changes } from "../calendar.ts";
import { type EventPage, withShrinkingPages } from "../event-pages.ts";
import { LISTING_LIMITS } from "../json-api.ts";
import { type ChangesQuery, syncPages } from "../paged-sync.ts";
import { eventFields, type GraphEvent } from "./event.ts";
import { seriesOf, toEventPage, toListedItems } from "./pages.ts";
import {
  calendarPath,
  type GraphPageLimits,
  type MicrosoftRequests,
  timeBounds,
} from "./requests.ts";

/** Small, because a delta response contains whole events with their text. */
const DELTA_PAGE_SIZE = 100;
const INSTANCES_PAGE_SIZE = 500;

/** Changes in a calendar since a delta link, or everything in a window. */
export function readMicrosoftChanges(
  graph: MicrosoftRequests,
  { calendarId, window, cursor, zone, known }: ChangesQuery,
): Promise<Changes | null> {
  const bounds = timeBounds(window);
  const delta = calendarPath(calendarId, "calendarView/delta");
  return syncPages<GraphEvent, EventPage<GraphEvent>>({
    listWindow: () =>
      deltaPages(graph, graph.urlFor(delta, bounds), {
        ...LISTING_LIMITS,
        onPage: (entries) => known?.progress?.(entries, null),
      }),
    listSince: (link) =>
      deltaPages(graph, graph.nextLinkUrl(link), { ...LISTING_LIMITS, isIncremental: true }),
    listInstances: (id) =>
      withShrinkingPages(INSTANCES_PAGE_SIZE, async (size) => {
        const query = { ...bounds, $select: eventFields, $top: `${size}` };
        const url = graph.urlFor(`${calendarPath(calendarId, "events", id)}/instances`, query);
        const pages = await graph.pages(url, { ...LISTING_LIMITS, isIncremental: true });
        return pages.map(toEventPage);
      }),
    seriesOf,
    toListed: (pages) => toListedItems(pages, window, zone),
    known,
  }, cursor);
}

/** All pages of a delta query. Throws "incomplete" when the last one names no delta link. */
function deltaPages(
  graph: MicrosoftRequests,
  from: URL,
  limits: GraphPageLimits,
): Promise<EventPage<GraphEvent>[]> {
  return withShrinkingPages(DELTA_PAGE_SIZE, async (size) => {
    const prefer = `odata.maxpagesize=${size}, outlook.body-content-type="text"`;
    const pages = (await graph.pages(from, { ...limits, prefer })).map(toEventPage);
    if (pages.at(-1)?.cursor === undefined) throw new CalendarError("try-again", "incomplete");
    return pages;
  });
}
