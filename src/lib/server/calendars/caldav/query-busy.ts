import type { ObjectBusyTime, ParsedBusyTimes } from "../../../icalendar/busy-times.ts";
import { CalendarError } from "../calendar.ts";
import type { ParsedObject } from "../parsing/parse-response.ts";
import { calendarQuery, missingContent } from "./calendar-query.ts";
import { type CalendarCollection, forbiddenEntry } from "./fetch-objects.ts";
import { isFilterUnsupported, timeRangeFilters } from "./list-objects.ts";
import { hrefOf } from "./webdav.ts";

/** Busy times of a collection in a span. Throws "incomplete" for an object without content, "unreadable-event" for an unreadable one that is not `accepted`. */
export async function queryBusy(
  { server, parser, url, scope }: CalendarCollection,
  limits: { timeoutMs: number },
  accepted: ReadonlySet<string>,
): Promise<ObjectBusyTime[]> {
  const query = async (filter: string) => {
    const response = await server.queryText("REPORT", url, calendarQuery(filter), 1, limits);
    return await parser.parse("objects", { text: response.text, base: response.url.href, scope });
  };
  let objects: ParsedObject[];
  try {
    objects = (await Promise.all(timeRangeFilters(scope.window).map(query))).flat();
  } catch (error) {
    // Without support for the filter, all objects are queried.
    if (!isFilterUnsupported(error)) throw error;
    objects = await query("");
  }
  const byHref = new Map(objects.map((object) => [object.href, object]));
  const missing = [...byHref.values()].filter(({ busyTimes }) => !busyTimes);
  if (missing.length > MAX_MISSING_CONTENT || missing.some(isWholeListingRefused)) {
    throw missingContent();
  }
  const missingObjects = missing.map(({ href }) =>
    getObjectBusyTime({ server, parser, url, scope }, href, limits)
  );
  const results = [...byHref.values()].map(({ busyTimes }) => busyTimes).concat(
    await Promise.all(missingObjects),
  );
  return results.flatMap((parsed) => parsed ? requireReadable(parsed, accepted) : []);
}

/** Objects without content in a response that are fetched one by one. */
const MAX_MISSING_CONTENT = 20;

/** Whether a response is truncated (RFC 6578 §3.6), or the collection itself is refused. */
function isWholeListingRefused({ href, refusedStatus }: ParsedObject): boolean {
  return refusedStatus === "HTTP 507" || new URL(href).pathname.endsWith("/");
}

/** Busy time of one object, by GET; null when it does not exist. */
async function getObjectBusyTime(
  { server, parser, url, scope }: CalendarCollection,
  href: string,
  limits: { timeoutMs: number },
): Promise<ParsedBusyTimes | null> {
  const response = await server.send("GET", hrefOf(href, url), {}, undefined, limits);
  const text = await response.text();
  if (response.status === 404 || response.status === 410) return null;
  if (response.status === 403) return { objects: [], unreadable: [forbiddenEntry(href)] };
  if (response.status !== 200) throw missingContent();
  const parsed = await parser.parse("calendar", { text, scope });
  return "broken" in parsed ? { objects: [], unreadable: [parsed.broken] } : parsed;
}

/** The objects of a parsed calendar. Throws "unreadable-event" for an unreadable entry that the host has not accepted. */
export function requireReadable(
  { objects, unreadable }: ParsedBusyTimes,
  accepted: ReadonlySet<string>,
): ObjectBusyTime[] {
  const rejected = unreadable.find(({ fingerprint }) => !accepted.has(fingerprint));
  if (rejected) throw new CalendarError("try-again", "unreadable-event", rejected.reason);
  return objects;
}
