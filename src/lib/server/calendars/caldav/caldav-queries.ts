import { CalendarError, type FoundEntry } from "../calendar.ts";
import {
  type Component,
  InvalidICalendar,
  parseCalendars,
  properties,
  property,
} from "../../../icalendar/content-lines.ts";
import {
  type DateOrDateTime,
  endInstantOf,
  InvalidEvent,
  parseEvent,
  toInstant,
} from "../../../icalendar/vevent.ts";
import type { ObjectBusyTime, ParsedBusyTimes } from "../../../icalendar/busy-times.ts";
import { isFilterUnsupported, timeRangeFilters } from "./list-objects.ts";
import { type CalendarCollection, forbiddenEntry } from "./fetch-objects.ts";
import type { ParsedObject } from "../parsing/parse-response.ts";
import { errorFromResponse } from "../errors.ts";
import { canonicalHref } from "../canonical-href.ts";
import { cal, dav, hrefOf, type Resource, type WebDavClient } from "./webdav.ts";
import { escapeXml } from "./xml.ts";
import { zoneResolver } from "../../../icalendar/zone-resolver.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";
import { DAY } from "$lib/scheduling/durations.ts";

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

const missingContent = () =>
  new CalendarError("try-again", "incomplete", "an object without its content");

/** The objects of a parsed calendar. Throws "unreadable-event" for an unreadable entry that the host has not accepted. */
export function requireReadable(
  { objects, unreadable }: ParsedBusyTimes,
  accepted: ReadonlySet<string>,
): ObjectBusyTime[] {
  const rejected = unreadable.find(({ fingerprint }) => !accepted.has(fingerprint));
  if (rejected) throw new CalendarError("try-again", "unreadable-event", rejected.reason);
  return objects;
}

/** A calendar object with its iCalendar text. */
export interface ServerObject {
  href: string;
  etag: string | null;
  text: string;
}

/** The object with a UID, at our own href or found by a UID query; null when there is none. */
export async function findObject(
  server: WebDavClient,
  collection: URL,
  uid: string,
): Promise<ServerObject | null> {
  const direct = await getObject(server, objectUrl(collection, uid));
  if (direct && eventByUid(direct.text, uid)) return direct;
  const body = calendarQuery(
    `<c:prop-filter name="UID"><c:text-match collation="i;octet">${
      escapeXml(uid)
    }</c:text-match></c:prop-filter>`,
  );
  const { resources } = await server.query("REPORT", collection, body, 1);
  for (const resource of requireContent(resources)) {
    const text = calendarDataOf(resource);
    if (eventByUid(text, uid)) return { href: resource.url.href, etag: etagOf(resource), text };
  }
  return null;
}

/** The object with a UID at the href it was written to: some servers find nothing by a UID query. */
async function findObjectAtKnownHref(
  server: WebDavClient,
  collection: URL,
  uid: string,
  writtenHref: string | undefined,
): Promise<ServerObject | null> {
  const url = writtenHref === undefined ? null : URL.parse(writtenHref, collection);
  const folder = `${canonicalHref(collection.href).replace(/\/$/, "")}/`;
  const isInside = url !== null && canonicalHref(url.href).startsWith(folder);
  if (!isInside || canonicalHref(url.href) === canonicalHref(objectUrl(collection, uid).href)) {
    return null;
  }
  const object = await getObject(server, url);
  return object && eventByUid(object.text, uid) ? object : null;
}

/** The object at a URL; null when there is none. */
export async function getObject(server: WebDavClient, url: URL): Promise<ServerObject | null> {
  const response = await server.send("GET", url);
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return null;
  }
  if (response.status !== 200) throw errorFromResponse(response);
  return {
    href: url.href,
    text: await response.text(),
    etag: await etagOfResponse(server, url, response),
  };
}

/** The strong ETag of a response, else the one that a PROPFIND returns. */
export async function etagOfResponse(
  server: WebDavClient,
  url: URL,
  response: Response,
): Promise<string | null> {
  const etag = response.headers.get("etag");
  if (etag && !etag.startsWith("W/")) return etag;
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { resources } = await server.query("PROPFIND", url, body, 0);
  return etagOf(resources[0]);
}

/** The entry with a UID as it is now; all-day and floating times are in `zone`. Throws "unreadable". */
export async function findByUid(
  server: WebDavClient,
  collection: URL,
  uid: string,
  zone: string,
  writtenHref?: string,
): Promise<FoundEntry | null> {
  const object = await findObject(server, collection, uid) ??
    await findObjectAtKnownHref(server, collection, uid, writtenHref);
  const found = object && eventByUid(object.text, uid);
  if (!object || !found || isCancelled(found.event)) return null;
  const host = zoneClockOf(zone);
  try {
    // The wall time comes first: VTIMEZONE rules are read for the days around it.
    const local = parseEvent(found.event, {
      hostClock: host,
      floatingClock: host,
      findZone: () => host,
      ownAddresses: [],
    });
    const window = { start: local.start.wall - DAY, end: local.start.wall + DAY };
    const context = {
      hostClock: host,
      floatingClock: host,
      findZone: zoneResolver(found.calendar, window),
      ownAddresses: [],
    };
    const { start, duration } = parseEvent(found.event, context);
    if (isTimeAmbiguous(start)) throw new InvalidEvent("an unknown time zone");
    const declined = declinedIn(found.event);
    return {
      href: object.href,
      etag: object.etag,
      start: toInstant(start),
      end: endInstantOf(start.clock, start.wall, duration),
      sequence: sequenceIn(found.event),
      ...(declined.length > 0 ? { declined } : {}),
    };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw new CalendarError("try-again", "unreadable", error.message);
  }
}

/** Whether the zone leaves open which instant a time is; a meeting is not rescheduled to an uncertain time. */
function isTimeAmbiguous(moment: DateOrDateTime): boolean {
  const { clock, wall, zoneUnknown } = moment;
  return zoneUnknown ||
    (clock.alternatives ?? []).some((each) => each.instantOf(wall) !== toInstant(moment));
}

/** The VEVENT with this UID, the series before its overrides; null when there is none, or the text is not iCalendar. */
function eventByUid(text: string, uid: string): { calendar: Component; event: Component } | null {
  let calendars: Component[];
  try {
    calendars = parseCalendars(text);
  } catch (error) {
    if (error instanceof InvalidICalendar) return null;
    throw error;
  }
  for (const calendar of calendars) {
    const events = calendar.components.filter((component) =>
      component.name === "VEVENT" && property(component, "UID")?.value.trim() === uid
    );
    const event = events.find((each) => !property(each, "RECURRENCE-ID")) ?? events[0];
    if (event) return { calendar, event };
  }
  return null;
}

/** Some programs set STATUS:CANCELLED instead of deleting an event. */
function isCancelled(event: Component): boolean {
  return property(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED";
}

function sequenceIn(event: Component): number | null {
  const sequence = property(event, "SEQUENCE")?.value.trim() ?? "";
  return /^\d{1,9}$/.test(sequence) ? Number(sequence) : null;
}

/** Addresses whose PARTSTAT is DECLINED in every ATTENDEE that names them, lower case. */
function declinedIn(event: Component): string[] {
  const attendees = properties(event, "ATTENDEE").map(({ params, value }) => ({
    address: value.trim().toLowerCase().replace(/^mailto:/, ""),
    declined: params.PARTSTAT?.toUpperCase() === "DECLINED",
  }));
  const attending = new Set(
    attendees.flatMap(({ address, declined }) => declined ? [] : [address]),
  );
  return attendees.flatMap(({ address, declined }) =>
    declined && !attending.has(address) ? [address] : []
  );
}

/** A calendar-query for VEVENTs with calendar-data (RFC 4791 §7.8). */
function calendarQuery(filter: string): string {
  return `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">
    <c:comp-filter name="VEVENT">${filter}</c:comp-filter></c:comp-filter></c:filter>
    </c:calendar-query>`;
}

function requireContent(resources: Resource[]): Resource[] {
  for (const resource of resources) {
    if (!resource.props.has(cal("calendar-data"))) throw missingContent();
  }
  return resources;
}

/** The iCalendar text of an object. */
export const calendarDataOf = ({ props }: Resource) => props.get(cal("calendar-data"))?.text ?? "";

/** The getetag property; null when it is missing. */
export const etagOf = (resource?: Resource) =>
  resource?.props.get(dav("getetag"))?.text.trim() || null;

/** The URL of our object for a UID in a collection. */
export function objectUrl(collection: URL, uid: string): URL {
  const folder = collection.href.endsWith("/") ? collection.href : `${collection.href}/`;
  return new URL(fileNameOf(uid), folder);
}

/** The file name of the calendar object with this UID in its collection. */
export const fileNameOf = (uid: string) => `${encodeURIComponent(uid)}.ics`;
