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

/** Everything in a collection that is busy in a span, with its content; a missing content is an error, and so is an unread one that is not `accepted`. */
export async function queryBusy(
  { server, reader, url, view }: CalendarCollection,
  limits: { timeoutMs: number },
  accepted: ReadonlySet<string>,
): Promise<ObjectBusyTime[]> {
  const ask = async (filter: string) => {
    const answer = await server.queryText("REPORT", url, calendarQuery(filter), 1, limits);
    return await reader.parse("objects", { text: answer.text, base: answer.url.href, view });
  };
  let objects: ParsedObject[];
  try {
    objects = (await Promise.all(timeRangeFilters(view.window).map(ask))).flat();
  } catch (error) {
    // A filter that a server does not know: then all there is.
    if (!isFilterUnsupported(error)) throw error;
    objects = await ask("");
  }
  const each = new Map(objects.map((object) => [object.href, object]));
  const missing = [...each.values()].filter(({ busyTimes }) => !busyTimes);
  if (missing.length > MAX_MISSING_CONTENT || missing.some(isWholeListingRefused)) {
    throw missingContent();
  }
  const singly = missing.map(({ href }) =>
    getObjectBusyTime({ server, reader, url, view }, href, limits)
  );
  const readings = [...each.values()].map(({ busyTimes }) => busyTimes).concat(
    await Promise.all(singly),
  );
  return readings.flatMap((reading) => reading ? requireReadable(reading, accepted) : []);
}

/** So many objects that an answer leaves without their content are asked for by their names. */
const MAX_MISSING_CONTENT = 20;

/** The answer as a whole is not all there is (RFC 6578 §3.6), or the collection itself is refused. */
function isWholeListingRefused({ href, refusedStatus }: ParsedObject): boolean {
  return refusedStatus === "HTTP 507" || new URL(href).pathname.endsWith("/");
}

/** What an object says, asked for by its name; null when the server says that it is not there. */
async function getObjectBusyTime(
  { server, reader, url, view }: CalendarCollection,
  href: string,
  limits: { timeoutMs: number },
): Promise<ParsedBusyTimes | null> {
  const answer = await server.send("GET", hrefOf(href, url), {}, undefined, limits);
  const text = await answer.text();
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status === 403) return { objects: [], unreadable: [forbiddenEntry(href)] };
  if (answer.status !== 200) throw missingContent();
  const reading = await reader.parse("calendar", { text, view });
  return "broken" in reading ? { objects: [], unreadable: [reading.broken] } : reading;
}

const missingContent = () =>
  new CalendarError("try-again", "incomplete", "an object without its content");

/** What a reading says, if all of it could be read but for what its host accepts. */
export function requireReadable(
  { objects, unreadable }: ParsedBusyTimes,
  accepted: ReadonlySet<string>,
): ObjectBusyTime[] {
  const unread = unreadable.find(({ fingerprint }) => !accepted.has(fingerprint));
  if (unread) throw new CalendarError("try-again", "unread-entry", unread.why);
  return objects;
}

/** An object as it stands on the server. */
export interface ServerObject {
  href: string;
  etag: string | null;
  text: string;
}

/** The object with a UID, where we would have put it or anywhere else in the collection; null when it is not there. */
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

/** The object with a UID where it is known to have stood: there are servers whose search for a UID finds nothing. */
async function findObjectAtKnownHref(
  server: WebDavClient,
  collection: URL,
  uid: string,
  written: string | undefined,
): Promise<ServerObject | null> {
  const place = written === undefined ? null : URL.parse(written, collection);
  const folder = `${canonicalHref(collection.href).replace(/\/$/, "")}/`;
  const isInside = place !== null && canonicalHref(place.href).startsWith(folder);
  if (!isInside || canonicalHref(place.href) === canonicalHref(objectUrl(collection, uid).href)) {
    return null;
  }
  const object = await getObject(server, place);
  return object && eventByUid(object.text, uid) ? object : null;
}

/** The object at an address; null when there is none. */
export async function getObject(server: WebDavClient, place: URL): Promise<ServerObject | null> {
  const answer = await server.send("GET", place);
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    return null;
  }
  if (answer.status !== 200) throw errorFromResponse(answer);
  return {
    href: place.href,
    text: await answer.text(),
    etag: await etagOfResponse(server, place, answer),
  };
}

/** The ETag that came with an answer; where there is none, or a weak one, the server is asked. */
export async function etagOfResponse(
  server: WebDavClient,
  place: URL,
  answer: Response,
): Promise<string | null> {
  const said = answer.headers.get("etag");
  if (said && !said.startsWith("W/")) return said;
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { resources } = await server.query("PROPFIND", place, body, 0);
  return etagOf(resources[0]);
}

/** The event with a UID as somebody may have changed it; all-day and floating times are meant in `zone`. */
export async function findByUid(
  server: WebDavClient,
  collection: URL,
  uid: string,
  zone: string,
  written?: string,
): Promise<FoundEntry | null> {
  const object = await findObject(server, collection, uid) ??
    await findObjectAtKnownHref(server, collection, uid, written);
  const there = object && eventByUid(object.text, uid);
  if (!object || !there || isCancelled(there.event)) return null;
  const host = zoneClockOf(zone);
  try {
    // Where the zone has to mean something is when the event is, as its own clock says it.
    const about = parseEvent(there.event, {
      hostClock: host,
      floatingClock: host,
      findZone: () => host,
      ownAddresses: [],
    });
    const window = { start: about.start.wall - DAY, end: about.start.wall + DAY };
    const reader = {
      hostClock: host,
      floating: host,
      findZone: zoneResolver(there.calendar, window),
      ownAddresses: [],
    };
    const { start, duration } = parseEvent(there.event, reader);
    if (isTimeAmbiguous(start)) throw new InvalidEvent("a zone that nobody knows");
    const declined = declinedIn(there.event);
    return {
      href: object.href,
      etag: object.etag,
      start: toInstant(start),
      end: endInstantOf(start.clock, start.wall, duration),
      sequence: sequenceIn(there.event),
      ...(declined.length > 0 ? { declined } : {}),
    };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw new CalendarError("try-again", "unreadable", error.message);
  }
}

/** Whether a moment may be another than it seems: no meeting is moved to where its entry may not stand. */
function isTimeAmbiguous(moment: DateOrDateTime): boolean {
  const { clock, wall, zoneUnknown } = moment;
  return zoneUnknown ||
    (clock.alternatives ?? []).some((each) => each.instantOf(wall) !== toInstant(moment));
}

/** The event with this UID, rather the series itself than one of its instances; null in what is not iCalendar. */
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

/** Some programs strike an entry out in place of deleting it. */
function isCancelled(event: Component): boolean {
  return property(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED";
}

function sequenceIn(event: Component): number | null {
  const said = property(event, "SEQUENCE")?.value.trim() ?? "";
  return /^\d{1,9}$/.test(said) ? Number(said) : null;
}

/** Who will not come, lower case; whoever is invited twice and said something else, too, may come. */
function declinedIn(event: Component): string[] {
  const said = properties(event, "ATTENDEE").map(({ params, value }) => ({
    address: value.trim().toLowerCase().replace(/^mailto:/, ""),
    declined: params.PARTSTAT?.toUpperCase() === "DECLINED",
  }));
  const others = new Set(said.flatMap(({ address, declined }) => declined ? [] : [address]));
  return said.flatMap(({ address, declined }) => declined && !others.has(address) ? [address] : []);
}

/** Asks for events with their content (RFC 4791 §7.8). */
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

/** The ETag that the server gave, if it did. */
export const etagOf = (resource?: Resource) =>
  resource?.props.get(dav("getetag"))?.text.trim() || null;

/** Where an event of ours stands: always the same for the same UID. */
export function objectUrl(collection: URL, uid: string): URL {
  const folder = collection.href.endsWith("/") ? collection.href : `${collection.href}/`;
  return new URL(fileNameOf(uid), folder);
}

/** The file name of the calendar object with this UID in its collection. */
export const fileNameOf = (uid: string) => `${encodeURIComponent(uid)}.ics`;
