import type { Changes } from "../calendar.ts";
import { withShrinkingPages } from "../event-pages.ts";
import { LISTING_LIMITS } from "../json-api.ts";
import { type ChangesQuery, syncPages } from "../paged-sync.ts";
import type { GoogleEvent } from "./event.ts";
import { type GoogleEventPage, seriesOf, toEventPage, toListedItems } from "./pages.ts";
import {
  eventsPath,
  expandedInstances,
  type GooglePageLimits,
  type GoogleRequests,
  listingFields,
  type Query,
  timeBounds,
} from "./requests.ts";

/** Google's maximum; few fields are requested of each event. */
const PAGE_SIZE = 2_500;
/** Most pages of changes: a full sync is cheaper than the expansion of an endless series over years. */
const MAX_CHANGE_PAGES = 3;

/** Changes in a calendar since a sync token, or everything in a window. */
export function readGoogleChanges(
  google: GoogleRequests,
  { calendarId, window, cursor, zone, known }: ChangesQuery,
): Promise<Changes | null> {
  const list = (path: string, query: Query, limits: GooglePageLimits = {}) =>
    withShrinkingPages(PAGE_SIZE, async (size) => {
      const sized = { ...query, maxResults: `${size}`, fields: listingFields };
      const bounds = { ...LISTING_LIMITS, ...limits };
      return (await google.pages("calendar#events", path, sized, bounds)).map(toEventPage);
    });
  const events = eventsPath(calendarId), bounds = timeBounds(window);
  return syncPages<GoogleEvent, GoogleEventPage>({
    listWindow: () =>
      list(events, { ...expandedInstances, ...bounds }, {
        onPage: (entries) => known?.progress?.(entries, null),
      }),
    listSince: (syncToken) =>
      list(events, { ...expandedInstances, syncToken }, {
        maxPages: MAX_CHANGE_PAGES,
        isIncremental: true,
      }),
    listInstances: async (id) => {
      const path = `${eventsPath(calendarId, id)}/instances`;
      const pages = await list(path, { ...bounds, maxAttendees: "1" }, { isIncremental: true });
      // Some of a series that was split off say nothing of its others.
      return pages.map((page) => ({
        ...page,
        items: page.items.filter(({ recurringEventId = id }) => recurringEventId === id),
      }));
    },
    seriesOf,
    toListed: (pages) => toListedItems(pages, window, zone),
    known,
  }, cursor);
}
