/** Which objects a CalDAV calendar has. */
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError } from "../calendar.ts";
import { BACKGROUND_LIMITS, type CalendarCollection } from "./fetch-objects.ts";
import type { ListedObject, ParsedListing } from "../parsing/parse-response.ts";
import { isWholeRequestRefused } from "../errors.ts";

/** Address and ETag of everything that may touch the window: the listing is complete, or this throws. */
export async function listObjectsInWindow(
  collection: CalendarCollection,
): Promise<Map<string, string | null>> {
  const entries = await queryEach(collection, timeRangeFilters(collection.view.window));
  return entries ? etagsByHref(entries) : await listAllMembers(collection);
}

/**
 * Address and ETag of everything in the collection, whatever it is (RFC 4918 §9.1): for servers whose reports break off, or
 * leave out what is there.
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
 * Filters that together let through what may touch a span. Servers are met that leave every recurring event out of a
 * time range, so those are asked for beside it; a day more on both sides, for servers with zones of their own.
 */
export function timeRangeFilters(span: Span): string[] {
  const range = `start="${utc(span.start - 26 * HOUR)}" end="${utc(span.end + 26 * HOUR)}"`;
  return [
    `<c:time-range ${range}/>`,
    `<c:prop-filter name="RRULE"/>`,
    `<c:prop-filter name="RDATE"/>`,
  ];
}

/** Whether a server does not know a filter and is to be asked for all there is. */
export function isFilterUnsupported(error: unknown): boolean {
  const why = error instanceof CalendarError ? error.why : "";
  return ["forbidden", "not-caldav", "not-found", "server-error"].includes(why);
}

/** What the filters let through; null when the server does not say all of it, or nothing but a refusal. */
async function queryEach(
  collection: CalendarCollection,
  filters: string[],
): Promise<ListedObject[] | null> {
  const ask = async (filter: string) => {
    const body = `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
      <d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
      ${filter}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
    const { entries, truncated } = await reportListing(collection, body, 1);
    return truncated ? null : entries;
  };
  try {
    const entries: ListedObject[] = [];
    for (const filter of filters) {
      const found = await ask(filter);
      if (!found) return null;
      entries.push(...found);
    }
    return entries;
  } catch (error) {
    if (!isFilterUnsupported(error)) throw error;
  }
  try {
    return await ask("");
  } catch (error) {
    // Asked for its members, a calendar that is gone, or closed to us, says so itself.
    if (!isWholeRequestRefused(error)) throw error;
    return null;
  }
}

/** A REPORT whose answer names objects without their content. */
export function reportListing(
  collection: CalendarCollection,
  body: string,
  depth: 0 | 1,
): Promise<ParsedListing> {
  return listingOf("REPORT", collection, body, depth);
}

async function listingOf(
  method: "REPORT" | "PROPFIND",
  { server, reader, url }: CalendarCollection,
  body: string,
  depth: 0 | 1,
): Promise<ParsedListing> {
  const answer = await server.queryText(method, url, body, depth, BACKGROUND_LIMITS);
  return await reader.parse("listing", { text: answer.text, base: answer.url.href });
}

const utc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
