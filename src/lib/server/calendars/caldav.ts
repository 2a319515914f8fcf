import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../outbound.ts";
import {
  type Calendar,
  type CalendarEvent,
  CalendarProblem,
  type Changes,
  type Found,
  type RemoteObject,
  type Version,
} from "./calendar.ts";
import { calendarObject } from "./calendar-object.ts";
import { calendarsAt } from "./collections.ts";
import { BrokenContent, property, readCalendars } from "./content.ts";
import { busySpans, type Reading } from "./ical.ts";
import { refusalOf } from "./trouble.ts";
import { cal, type Dav, dav, hrefOf, openDav, type Resource } from "./webdav.ts";
import { escaped } from "./xml.ts";

const HOUR = 3_600_000;
/** A question at confirm is asked while a person waits; a listing is not. */
const QUICK = { timeoutMs: 4_000 };
const LISTING = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };

/** What a CalDAV account is opened with. */
export interface CaldavAccount {
  url: string;
  user: string;
  password: string;
  /** Where all-day and floating times are meant. */
  zone: string;
  /** The host's own addresses: what they declined does not take their time. */
  self: readonly string[];
}

/** A CalDAV account (RFC 4791) behind the contract of every calendar. */
export function openCaldav(fetch: OutboundFetch, account: CaldavAccount): Calendar {
  const server = openDav(fetch, account.user, account.password);
  const home = new URL(account.url);
  const at = (calendarId: string) => hrefOf(calendarId, home);
  const read = (text: string, span: Span) => busySpans(text, span, account.zone, account.self);

  return {
    list: () => calendarsAt(server, home),

    async changes(calendarId, window, cursor) {
      const collection = at(calendarId);
      // Asked before the listing: what changes in between is listed again next time.
      const mark = await markOf(server, collection);
      if (cursor !== null && cursor === settled(mark)) return null;
      const resources = await objectsIn(server, collection, window, LISTING);
      const changes: Changes = {
        whole: true,
        objects: [],
        removed: [],
        cursor: cursor === mark ? settled(mark) : firstSeen(mark),
        skipped: [],
      };
      const breath = openBreath();
      for (const resource of resources) {
        const href = resource.url.href;
        try {
          const reading = read(textOf(resource), window);
          for (const why of reading.skipped) changes.skipped.push({ href, why });
          changes.objects.push(...remoteObjects(resource, reading));
        } catch (error) {
          if (!(error instanceof BrokenContent)) throw error;
          changes.skipped.push({ href, why: error.message });
        }
        await breath();
      }
      return changes;
    },

    async busy(calendarId, span) {
      const resources = await objectsIn(server, at(calendarId), span, QUICK);
      return resources.flatMap((resource) => {
        const reading = readOr(() => read(textOf(resource), span));
        return reading.objects.flatMap(({ uid, title, busy }) => {
          const own = bookingIdOf(uid);
          return busy.map((time) => ({ ...time, title, ...(own === null ? {} : { own }) }));
        });
      });
    },

    find: (calendarId, uid) => findByUid(server, at(calendarId), uid),

    async put(calendarId, event, seen) {
      const collection = at(calendarId);
      const place = seen ? hrefOf(seen.href, collection) : placeOf(collection, event.uid);
      const match = seen ? ifMatch(seen) : { "if-none-match": "*" };
      const first = await write(server, place, event, match);
      if (succeeded(first)) return versionAt(server, place, first);
      if (seen || ![403, 409, 412].includes(first.status)) throw refusalOf(first);
      // It is there already, written before a crash or under another name: the same UID replaces.
      const there = await findByUid(server, collection, event.uid);
      if (!there) throw refusalOf(first);
      const again = await write(server, hrefOf(there.href, collection), event, ifMatch(there));
      if (!succeeded(again)) throw refusalOf(again);
      return versionAt(server, hrefOf(there.href, collection), again);
    },

    async remove(calendarId, uid, seen) {
      const collection = at(calendarId);
      const place = seen ? hrefOf(seen.href, collection) : placeOf(collection, uid);
      const first = await server.send("DELETE", place, seen ? ifMatch(seen) : {});
      if (succeeded(first)) return;
      if (![404, 410, 412].includes(first.status)) throw refusalOf(first);
      const there = await findByUid(server, collection, uid);
      if (!there) return;
      if (first.status === 412) throw refusalOf(first);
      const again = await server.send("DELETE", hrefOf(there.href, collection), ifMatch(there));
      if (!succeeded(again) && ![404, 410].includes(again.status)) throw refusalOf(again);
    },
  };
}

/** Success is 200, 201 or 204; a 207 is an answer about a failure inside. */
function succeeded({ status }: Response): boolean {
  return status === 200 || status === 201 || status === 204;
}

function write(server: Dav, place: URL, event: CalendarEvent, match: Record<string, string>) {
  const headers = { "content-type": "text/calendar; charset=utf-8", ...match };
  return server.send("PUT", place, headers, calendarObject(event));
}

function placeOf(collection: URL, uid: string): URL {
  const folder = collection.href.endsWith("/") ? collection.href : `${collection.href}/`;
  return new URL(`${encodeURIComponent(uid)}.ics`, folder);
}

function ifMatch(version: Version): Record<string, string> {
  return version.etag === null ? {} : { "if-match": version.etag };
}

/** Servers that give no ETag after a PUT, or a weak one, are asked. */
async function versionAt(server: Dav, place: URL, answer: Response): Promise<Version> {
  const said = answer.headers.get("etag");
  if (said && !said.startsWith("W/")) return { href: place.href, etag: said };
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  const { resources } = await server.ask("PROPFIND", place, body, 0);
  return { href: place.href, etag: etagOf(resources[0]) };
}

/** The collection's change mark: its ctag, else its sync token; null when it has neither. */
async function markOf(server: Dav, collection: URL): Promise<string | null> {
  const body = `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
    <d:resourcetype/><s:getctag/><d:sync-token/></d:prop></d:propfind>`;
  const { resources } = await server.ask("PROPFIND", collection, body, 0);
  const props = resources[0]?.props;
  if (!props) throw new CalendarProblem("try-again", "unreadable", "an empty answer");
  const mark = props.get("{http://calendarserver.org/ns/}getctag") ?? props.get(dav("sync-token"));
  return mark?.text.trim() || null;
}

/**
 * Marks that are clocks or counters may miss a change of the same second: they count as settled
 * once a second listing has found them unchanged. A hash says all at once.
 */
function firstSeen(mark: string | null): string | null {
  return mark !== null && /[0-9a-f]{32}/i.test(mark) ? settled(mark) : mark;
}

function settled(mark: string | null): string | null {
  return mark === null ? null : `=${mark}`;
}

/**
 * Everything in a collection that may touch a span, with its content; a missing content is an error.
 * Servers are met that leave every recurring event out of a time range, so those are asked for beside it.
 */
async function objectsIn(
  server: Dav,
  collection: URL,
  span: Span,
  limits: { timeoutMs: number; maxBytes?: number },
): Promise<Resource[]> {
  // A day more on both sides: servers place all-day and floating times in zones of their own.
  const range = `start="${utc(span.start - 26 * HOUR)}" end="${utc(span.end + 26 * HOUR)}"`;
  const filters = [
    `<c:time-range ${range}/>`,
    `<c:prop-filter name="RRULE"/>`,
    `<c:prop-filter name="RDATE"/>`,
  ];
  const ask = async (filter: string) =>
    withContent((await server.ask("REPORT", collection, events(filter), 1, limits)).resources);
  try {
    const parts = await Promise.all(filters.map(ask));
    return [...new Map(parts.flat().map((each) => [each.url.href, each])).values()];
  } catch (error) {
    // A filter that a server does not know: then all there is.
    const why = error instanceof CalendarProblem ? error.why : "";
    if (!["forbidden", "not-caldav", "server-error"].includes(why)) throw error;
    return await ask("");
  }
}

async function findByUid(server: Dav, collection: URL, uid: string): Promise<Found | null> {
  const place = placeOf(collection, uid);
  const direct = await server.send("GET", place);
  if (direct.status === 200) {
    const found = foundIn(await direct.text(), uid);
    if (found) return { href: place.href, etag: direct.headers.get("etag"), ...found };
  } else if (direct.status !== 404 && direct.status !== 410) throw refusalOf(direct);
  const body = events(
    `<c:prop-filter name="UID"><c:text-match collation="i;octet">${
      escaped(uid)
    }</c:text-match></c:prop-filter>`,
  );
  const { resources } = await server.ask("REPORT", collection, body, 1);
  for (const resource of withContent(resources)) {
    const found = foundIn(textOf(resource), uid);
    if (found) return { href: resource.url.href, etag: etagOf(resource), ...found };
  }
  return null;
}

/** Times and sequence of the event with this UID. */
function foundIn(text: string, uid: string): Pick<Found, "start" | "end" | "sequence"> | null {
  const ever = { start: Date.UTC(1970, 0), end: Date.UTC(2200, 0) };
  const time = readOr(() => busySpans(text, ever, "UTC")).objects.find((each) => each.uid === uid);
  if (!time) return null;
  const event = readCalendars(text).flatMap(({ components }) => components)
    .find((component) => property(component, "UID")?.value.trim() === uid);
  return {
    start: time.busy[0]?.start ?? 0,
    end: time.busy.at(-1)?.end ?? 0,
    sequence: Number(event && property(event, "SEQUENCE")?.value) || 0,
  };
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
    if (!resource.props.has(cal("calendar-data"))) {
      throw new CalendarProblem("try-again", "incomplete", "an object without its content");
    }
  }
  return resources;
}

const textOf = ({ props }: Resource) => props.get(cal("calendar-data"))?.text ?? "";
const etagOf = (resource?: Resource) => resource?.props.get(dav("getetag"))?.text.trim() || null;
const utc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");

function readOr(read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BrokenContent)) throw error;
    return { objects: [], skipped: [error.message] };
  }
}

function remoteObjects(resource: Resource, reading: Reading): RemoteObject[] {
  return reading.objects.map(({ uid, busy, unknown }) => ({
    href: resource.url.href,
    etag: etagOf(resource),
    uid,
    busy,
    own: bookingIdOf(uid),
    unknown,
  }));
}

/** Lets others run now and then while a long listing is read. */
function openBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 8) return;
    await new Promise((go) => setTimeout(go, 0));
    last = performance.now();
  };
}
