import * as v from "valibot";
import { CalendarError, type Changes } from "../calendar.ts";
import { type EventPage, withShrinkingPages } from "../event-pages.ts";
import { LISTING_LIMITS, parseBody } from "../json-api.ts";
import { type ChangesQuery, syncPages } from "../paged-sync.ts";
import { eventFields, type GraphEvent } from "./event.ts";
import { seriesOf, toEventPage, toGraphError, toListedItems } from "./pages.ts";
import {
  calendarPath,
  type GraphPageLimits,
  type MicrosoftRequests,
  timeBounds,
} from "./requests.ts";

/** Small, because a delta response contains whole events with their text. */
const DELTA_PAGE_SIZE = 100;
const VIEW_PAGE_SIZE = 500;

/** Changes in a calendar since a delta link, or everything in a window. */
export function readMicrosoftChanges(
  graph: MicrosoftRequests,
  { calendarId, window, cursor, zone, known }: ChangesQuery,
): Promise<Changes | null> {
  const bounds = timeBounds(window);
  const limits = {
    ...LISTING_LIMITS,
    onPage: (entries: number) => known?.progress?.(entries, null),
  };
  return syncPages<GraphEvent, EventPage<GraphEvent>>({
    listWindow: () => listWindow(graph, calendarId, bounds, limits),
    listSince: (link) =>
      deltaPages(graph, graph.nextLinkUrl(link), { ...LISTING_LIMITS, isIncremental: true }),
    listInstances: (id) =>
      viewPages(graph, `${calendarPath(calendarId, "events", id)}/instances`, bounds, {
        ...LISTING_LIMITS,
        isIncremental: true,
      }),
    seriesOf,
    toListed: (pages) => toListedItems(pages, window, zone),
    known,
  }, cursor);
}

/**
 * Everything in a window: by a delta query of the calendar, which works but is not in the reference; where it is refused,
 * by that of the mailbox for its default calendar; and without changes to follow, as a plain view, for any other.
 */
async function listWindow(
  graph: MicrosoftRequests,
  calendarId: string,
  bounds: Record<string, string>,
  limits: GraphPageLimits,
): Promise<EventPage<GraphEvent>[]> {
  const view = calendarPath(calendarId, "calendarView");
  const delta = (path: string) =>
    nullIfRefused(() => deltaPages(graph, graph.urlFor(`${path}/delta`, bounds), limits));
  return await delta(view) ??
    (await isDefaultCalendar(graph, calendarId) ? await delta("calendarView") : null) ??
    await viewPages(graph, view, bounds, limits);
}

/** Null where a kind of query is refused, whatever it asks. */
async function nullIfRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const isRefused = error instanceof CalendarError && error.reason !== "token-gone" &&
      error.status !== null && [400, 405, 501].includes(error.status);
    if (isRefused) return null;
    throw error;
  }
}

async function isDefaultCalendar(graph: MicrosoftRequests, calendarId: string): Promise<boolean> {
  const url = graph.urlFor("calendar", { $select: "id" });
  const response = await graph.sendRequest("GET", url);
  if ([400, 404, 405, 501].includes(response.status)) return false;
  if (!response.ok) throw toGraphError(response);
  return parseBody(v.object({ id: v.string() }), response.body).id === calendarId;
}

/** All pages of a view or of a series' instances. */
function viewPages(
  graph: MicrosoftRequests,
  path: string,
  bounds: Record<string, string>,
  limits: GraphPageLimits,
): Promise<EventPage<GraphEvent>[]> {
  return withShrinkingPages(VIEW_PAGE_SIZE, async (size) => {
    const query = { ...bounds, $select: eventFields, $top: `${size}` };
    return (await graph.pages(graph.urlFor(path, query), limits)).map(toEventPage);
  });
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
