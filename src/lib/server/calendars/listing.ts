/** Which objects a CalDAV calendar has. */
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarProblem } from "./calendar.ts";
import { type Collection, PATIENT } from "./objects.ts";
import type { Entry, Listing } from "./reading.ts";
import { refusesWhole } from "./trouble.ts";

const HOUR = 3_600_000;

/** Address and ETag of everything that may touch the window: the listing is complete, or this throws. */
export async function listWindow(collection: Collection): Promise<Map<string, string | null>> {
  const entries = await askEach(collection, filtersFor(collection.view.window));
  return entries ? addressesIn(entries) : await listMembers(collection);
}

/**
 * Address and ETag of everything in the collection, whatever it is (RFC 4918 §9.1): for servers whose reports break off, or
 * leave out what is there.
 */
export async function listMembers(collection: Collection): Promise<Map<string, string | null>> {
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { entries, truncated } = await listingOf("PROPFIND", collection, body, 1);
  if (truncated) throw new CalendarProblem("try-again", "incomplete", "HTTP 507");
  return addressesIn(entries);
}

function addressesIn(entries: readonly Entry[]): Map<string, string | null> {
  return new Map(entries.flatMap(({ href, etag, gone }) => gone ? [] : [[href, etag]]));
}

/**
 * Filters that together let through what may touch a span. Servers are met that leave every recurring event out of a
 * time range, so those are asked for beside it; a day more on both sides, for servers with zones of their own.
 */
export function filtersFor(span: Span): string[] {
  const range = `start="${utc(span.start - 26 * HOUR)}" end="${utc(span.end + 26 * HOUR)}"`;
  return [
    `<c:time-range ${range}/>`,
    `<c:prop-filter name="RRULE"/>`,
    `<c:prop-filter name="RDATE"/>`,
  ];
}

/** Whether a server does not know a filter and is to be asked for all there is. */
export function knowsNoFilter(error: unknown): boolean {
  const why = error instanceof CalendarProblem ? error.why : "";
  return ["forbidden", "not-caldav", "not-found", "server-error"].includes(why);
}

/** What the filters let through; null when the server does not say all of it, or nothing but a refusal. */
async function askEach(collection: Collection, filters: string[]): Promise<Entry[] | null> {
  const ask = async (filter: string) => {
    const body = `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
      <d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
      ${filter}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
    const { entries, truncated } = await report(collection, body, 1);
    return truncated ? null : entries;
  };
  try {
    const entries: Entry[] = [];
    for (const filter of filters) {
      const found = await ask(filter);
      if (!found) return null;
      entries.push(...found);
    }
    return entries;
  } catch (error) {
    if (!knowsNoFilter(error)) throw error;
  }
  try {
    return await ask("");
  } catch (error) {
    // Asked for its members, a calendar that is gone, or closed to us, says so itself.
    if (!refusesWhole(error)) throw error;
    return null;
  }
}

/** A REPORT whose answer names objects without their content. */
export function report(collection: Collection, body: string, depth: 0 | 1): Promise<Listing> {
  return listingOf("REPORT", collection, body, depth);
}

async function listingOf(
  method: "REPORT" | "PROPFIND",
  { server, reader, url }: Collection,
  body: string,
  depth: 0 | 1,
): Promise<Listing> {
  const answer = await server.askText(method, url, body, depth, PATIENT);
  return await reader.read("listing", { text: answer.text, base: answer.url.href });
}

const utc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
