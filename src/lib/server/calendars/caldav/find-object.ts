import {
  type Component,
  InvalidICalendar,
  parseCalendars,
  property,
} from "../../../icalendar/content-lines.ts";
import { CalendarError } from "../calendar.ts";
import { errorFromResponse, isWholeRequestRefused } from "../errors.ts";
import { calendarQuery, missingContent } from "./calendar-query.ts";
import { isExactEtag, isSameEtag, withQuotes } from "./etags.ts";
import { cal, dav, type Resource, type WebDavClient } from "./webdav.ts";
import { escapeXml } from "./xml.ts";

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
    const etag = etagOf(resource);
    if (eventByUid(text, uid)) {
      return { href: resource.url.href, etag: etag && withQuotes(etag), text };
    }
  }
  return null;
}

/** The object at a URL, with the ETag for `If-Match`; null when there is none. */
export async function getObject(server: WebDavClient, url: URL): Promise<ServerObject | null> {
  // Asked before the text, so that a change in between is found by If-Match.
  const asked = await getEtag(server, url);
  const response = await server.send("GET", url);
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return null;
  }
  if (response.status !== 200) throw errorFromResponse(response);
  return {
    href: url.href,
    text: await response.text(),
    etag: preferredEtag(asked, response.headers.get("etag")),
  };
}

/** The ETag of an object that was just written, else the one that a PROPFIND returns. */
export async function etagOfResponse(
  server: WebDavClient,
  url: URL,
  response: Response,
): Promise<string | null> {
  const etag = response.headers.get("etag");
  return etag !== null && isExactEtag(etag) ? etag : await getEtag(server, url);
}

/** The getetag property at a URL; null where the server tells none. */
async function getEtag(server: WebDavClient, url: URL): Promise<string | null> {
  const body = `<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>`;
  try {
    const { resources } = await server.query("PROPFIND", url, body, 0);
    return etagOf(resources[0]);
  } catch (error) {
    const isUntold = isWholeRequestRefused(error) ||
      error instanceof CalendarError && error.kind === "gone";
    if (isUntold) return null;
    throw error;
  }
}

/** Of the getetag property and the header of a GET: the header only where it is the same ETag, or the only one. */
function preferredEtag(property: string | null, header: string | null): string | null {
  const exact = header !== null && isExactEtag(header) ? header : null;
  if (property === null) return exact;
  return exact !== null && isSameEtag(exact, property) ? exact : withQuotes(property);
}

/** The VEVENT with this UID, the series before its overrides; null when there is none, or the text is not iCalendar. */
export function eventByUid(
  text: string,
  uid: string,
): { calendar: Component; event: Component } | null {
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

/** The URL of our object for a UID in a collection. */
export function objectUrl(collection: URL, uid: string): URL {
  const folder = collection.href.endsWith("/") ? collection.href : `${collection.href}/`;
  return new URL(fileNameOf(uid), folder);
}

/** The file name of the calendar object with this UID in its collection. */
export const fileNameOf = (uid: string) => `${encodeURIComponent(uid)}.ics`;

function requireContent(resources: Resource[]): Resource[] {
  for (const resource of resources) {
    if (!resource.props.has(cal("calendar-data"))) throw missingContent();
  }
  return resources;
}

/** The iCalendar text of an object. */
const calendarDataOf = ({ props }: Resource) => props.get(cal("calendar-data"))?.text ?? "";

/** The getetag property; null when it is missing. */
const etagOf = (resource?: Resource) => resource?.props.get(dav("getetag"))?.text.trim() || null;
