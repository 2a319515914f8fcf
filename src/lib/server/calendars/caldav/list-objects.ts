/** Lists the objects of a CalDAV calendar. */
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError } from "../calendar.ts";
import { BACKGROUND_LIMITS, type CalendarCollection } from "./fetch-objects.ts";
import type { ListedObject, ParsedListing } from "../parsing/parse-response.ts";
import { isWholeRequestRefused } from "../errors.ts";

/** ETags by href of all objects that may overlap the window. Throws when the listing is incomplete. */
export async function listObjectsInWindow(
  collection: CalendarCollection,
): Promise<Map<string, string | null>> {
  const entries = await queryEach(collection, timeRangeFilters(collection.scope.window));
  return entries ? etagsByHref(entries) : await listAllMembers(collection);
}

/**
 * ETags by href of all members of the collection, by PROPFIND (RFC 4918 §9.1): for servers whose reports are truncated
 * or leave objects out.
 */
export async function listAllMembers(
  collection: CalendarCollection,
): Promise<Map<string, string | null>> {
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { entries, truncated } = await listingOf("PROPFIND", collection, body, 1);
  if (truncated) throw new CalendarError("try-again", "incomplete", "HTTP 507");
  return etagsByHref(entries);
}

function etagsByHref(entries: readonly ListedObject[]): Map<string, string | null> {
  return new Map(entries.flatMap(({ href, etag, gone }) => gone ? [] : [[href, etag]]));
}

/**
 * Filters that together match every event that may overlap a span. Some servers leave recurring events out of a
 * time-range, so these have filters of their own; 26 hours are added on both sides for servers with other time zones.
 */
export function timeRangeFilters(span: Span): string[] {
  const range = `start="${utc(span.start - 26 * HOUR)}" end="${utc(span.end + 26 * HOUR)}"`;
  return [
    `<c:time-range ${range}/>`,
    `<c:prop-filter name="RRULE"/>`,
    `<c:prop-filter name="RDATE"/>`,
  ];
}

/** Whether an error may mean that the server does not support a filter. */
export function isFilterUnsupported(error: unknown): boolean {
  const reason = error instanceof CalendarError ? error.reason : "";
  return ["forbidden", "not-caldav", "not-found", "server-error"].includes(reason);
}

/** Objects that match the filters; null when a response is truncated, or the query without a filter is refused. */
async function queryEach(
  collection: CalendarCollection,
  filters: string[],
): Promise<ListedObject[] | null> {
  const query = async (filter: string) => {
    const body = `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
      <d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
      ${filter}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
    const { entries, truncated } = await reportListing(collection, body, 1);
    return truncated ? null : entries;
  };
  try {
    const found = await Promise.all(filters.map(query));
    return found.every((entries) => entries !== null) ? found.flat() : null;
  } catch (error) {
    if (!isFilterUnsupported(error)) throw error;
  }
  try {
    return await query("");
  } catch (error) {
    // Listing the members tells whether the calendar itself is gone or forbidden.
    if (!isWholeRequestRefused(error)) throw error;
    return null;
  }
}

/** Sends a REPORT whose response lists hrefs and ETags. */
export function reportListing(
  collection: CalendarCollection,
  body: string,
  depth: 0 | 1,
): Promise<ParsedListing> {
  return listingOf("REPORT", collection, body, depth);
}

async function listingOf(
  method: "REPORT" | "PROPFIND",
  { server, parser, url }: CalendarCollection,
  body: string,
  depth: 0 | 1,
): Promise<ParsedListing> {
  const response = await server.queryText(method, url, body, depth, BACKGROUND_LIMITS);
  return await parser.parse("listing", { text: response.text, base: response.url.href });
}

const utc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
