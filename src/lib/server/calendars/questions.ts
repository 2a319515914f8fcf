import { CalendarProblem, type Found } from "./calendar.ts";
import { BrokenContent, type Component, properties, property, readCalendars } from "./content.ts";
import { BrokenEvent, endOf, instantOf, type Moment, readEvent } from "./event.ts";
import type { ObjectTime, Reading } from "./ical.ts";
import { filtersFor, knowsNoFilter } from "./listing.ts";
import { type Collection, hidden } from "./objects.ts";
import type { ReadObject } from "./reading.ts";
import { refusalOf } from "./trouble.ts";
import { sameHref } from "./same-href.ts";
import { cal, type Dav, dav, hrefOf, type Resource } from "./webdav.ts";
import { escaped } from "./xml.ts";
import { zoneFinder } from "./zone-finder.ts";
import { clockOf } from "./zones.ts";

const DAY = 86_400_000;

/** Everything in a collection that is busy in a span, with its content; a missing content is an error, and so is an unread one that is not `accepted`. */
export async function busyIn(
  { server, reader, url, view }: Collection,
  limits: { timeoutMs: number },
  accepted: ReadonlySet<string>,
): Promise<ObjectTime[]> {
  const ask = async (filter: string) => {
    const answer = await server.askText("REPORT", url, events(filter), 1, limits);
    return await reader.read("objects", { text: answer.text, base: answer.url.href, view });
  };
  let objects: ReadObject[];
  try {
    objects = (await Promise.all(filtersFor(view.window).map(ask))).flat();
  } catch (error) {
    // A filter that a server does not know: then all there is.
    if (!knowsNoFilter(error)) throw error;
    objects = await ask("");
  }
  const each = new Map(objects.map((object) => [object.href, object]));
  const missing = [...each.values()].filter(({ reading }) => !reading);
  if (missing.length > MOST_SINGLY || missing.some(isOfAll)) throw withoutContent();
  const singly = missing.map(({ href }) => contentOf({ server, reader, url, view }, href, limits));
  const readings = [...each.values()].map(({ reading }) => reading).concat(
    await Promise.all(singly),
  );
  return readings.flatMap((reading) => reading ? known(reading, accepted) : []);
}

/** So many objects that an answer leaves without their content are asked for by their names. */
const MOST_SINGLY = 20;

/** The answer as a whole is not all there is (RFC 6578 §3.6), or the collection itself is refused. */
function isOfAll({ href, refused }: ReadObject): boolean {
  return refused === "HTTP 507" || new URL(href).pathname.endsWith("/");
}

/** What an object says, asked for by its name; null when the server says that it is not there. */
async function contentOf(
  { server, reader, url, view }: Collection,
  href: string,
  limits: { timeoutMs: number },
): Promise<Reading | null> {
  const answer = await server.send("GET", hrefOf(href, url), {}, undefined, limits);
  const text = await answer.text();
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status === 403) return { objects: [], skipped: [hidden(href)] };
  if (answer.status !== 200) throw withoutContent();
  const reading = await reader.read("calendar", { text, view });
  return "broken" in reading ? { objects: [], skipped: [reading.broken] } : reading;
}

const withoutContent = () =>
  new CalendarProblem("try-again", "incomplete", "an object without its content");

/** What a reading says, if all of it could be read but for what its host accepts. */
export function known({ objects, skipped }: Reading, accepted: ReadonlySet<string>): ObjectTime[] {
  const unread = skipped.find(({ mark }) => !accepted.has(mark));
  if (unread) throw new CalendarProblem("try-again", "unread-entry", unread.why);
  return objects;
}

/** An object as it stands on the server. */
export interface Standing {
  href: string;
  etag: string | null;
  text: string;
}

/** The object with a UID, where we would have put it or anywhere else in the collection; null when it is not there. */
export async function objectByUid(
  server: Dav,
  collection: URL,
  uid: string,
): Promise<Standing | null> {
  const direct = await objectAt(server, placeOf(collection, uid));
  if (direct && eventIn(direct.text, uid)) return direct;
  const body = events(
    `<c:prop-filter name="UID"><c:text-match collation="i;octet">${
      escaped(uid)
    }</c:text-match></c:prop-filter>`,
  );
  const { resources } = await server.ask("REPORT", collection, body, 1);
  for (const resource of withContent(resources)) {
    const text = textOf(resource);
    if (eventIn(text, uid)) return { href: resource.url.href, etag: etagOf(resource), text };
  }
  return null;
}

/** The object with a UID where it is known to have stood: there are servers whose search for a UID finds nothing. */
async function objectWritten(
  server: Dav,
  collection: URL,
  uid: string,
  written: string | undefined,
): Promise<Standing | null> {
  const place = written === undefined ? null : URL.parse(written, collection);
  const folder = `${sameHref(collection.href).replace(/\/$/, "")}/`;
  const isInside = place !== null && sameHref(place.href).startsWith(folder);
  if (!isInside || sameHref(place.href) === sameHref(placeOf(collection, uid).href)) return null;
  const object = await objectAt(server, place);
  return object && eventIn(object.text, uid) ? object : null;
}

/** The object at an address; null when there is none. */
export async function objectAt(server: Dav, place: URL): Promise<Standing | null> {
  const answer = await server.send("GET", place);
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    return null;
  }
  if (answer.status !== 200) throw refusalOf(answer);
  return { href: place.href, text: await answer.text(), etag: await etagIn(server, place, answer) };
}

/** The ETag that came with an answer; where there is none, or a weak one, the server is asked. */
export async function etagIn(server: Dav, place: URL, answer: Response): Promise<string | null> {
  const said = answer.headers.get("etag");
  if (said && !said.startsWith("W/")) return said;
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { resources } = await server.ask("PROPFIND", place, body, 0);
  return etagOf(resources[0]);
}

/** The event with a UID as somebody may have changed it; all-day and floating times are meant in `zone`. */
export async function findByUid(
  server: Dav,
  collection: URL,
  uid: string,
  zone: string,
  written?: string,
): Promise<Found | null> {
  const object = await objectByUid(server, collection, uid) ??
    await objectWritten(server, collection, uid, written);
  const there = object && eventIn(object.text, uid);
  if (!object || !there || isCancelled(there.event)) return null;
  const host = clockOf(zone);
  try {
    // Where the zone has to mean something is when the event is, as its own clock says it.
    const about = readEvent(there.event, { host, floating: host, find: () => host, self: [] });
    const window = { start: about.start.wall - DAY, end: about.start.wall + DAY };
    const reader = { host, floating: host, find: zoneFinder(there.calendar, window), self: [] };
    const { start, length } = readEvent(there.event, reader);
    if (isInDoubt(start)) throw new BrokenEvent("a zone that nobody knows");
    const declined = declinedIn(there.event);
    return {
      href: object.href,
      etag: object.etag,
      start: instantOf(start),
      end: endOf(start.clock, start.wall, length),
      sequence: sequenceIn(there.event),
      ...(declined.length > 0 ? { declined } : {}),
    };
  } catch (error) {
    if (!(error instanceof BrokenEvent)) throw error;
    throw new CalendarProblem("try-again", "unreadable", error.message);
  }
}

/** Whether a moment may be another than it seems: no meeting is moved to where its entry may not stand. */
function isInDoubt(moment: Moment): boolean {
  const { clock, wall, unsure } = moment;
  return unsure || (clock.others ?? []).some((each) => each.instantOf(wall) !== instantOf(moment));
}

/** The event with this UID, rather the series itself than one of its instances; null in what is not iCalendar. */
function eventIn(text: string, uid: string): { calendar: Component; event: Component } | null {
  let calendars: Component[];
  try {
    calendars = readCalendars(text);
  } catch (error) {
    if (error instanceof BrokenContent) return null;
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
function events(filter: string): string {
  return `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">
    <c:comp-filter name="VEVENT">${filter}</c:comp-filter></c:comp-filter></c:filter>
    </c:calendar-query>`;
}

function withContent(resources: Resource[]): Resource[] {
  for (const resource of resources) {
    if (!resource.props.has(cal("calendar-data"))) throw withoutContent();
  }
  return resources;
}

/** The iCalendar text of an object. */
export const textOf = ({ props }: Resource) => props.get(cal("calendar-data"))?.text ?? "";

/** The ETag that the server gave, if it did. */
export const etagOf = (resource?: Resource) =>
  resource?.props.get(dav("getetag"))?.text.trim() || null;

/** Where an event of ours stands: always the same for the same UID. */
export function placeOf(collection: URL, uid: string): URL {
  const folder = collection.href.endsWith("/") ? collection.href : `${collection.href}/`;
  return new URL(`${encodeURIComponent(uid)}.ics`, folder);
}
