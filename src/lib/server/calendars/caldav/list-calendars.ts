import { type CollectionProperties, fetchProperties } from "./dav-client.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import type { WebDavClient } from "./webdav.ts";

const MAX_ID_LENGTH = 500;

/** The calendars at a URL: the collection itself when it is a calendar, else the ones in it. */
export async function listCollections(server: WebDavClient, url: URL): Promise<CalendarInfo[]> {
  return (await fetchCollection(server, url)).calendars ?? await listCalendarsIn(server, url);
}

/** A collection under the URL that the server gives for it; `calendars` is the collection itself when it is one, else null. */
export async function fetchCollection(
  server: WebDavClient,
  url: URL,
): Promise<{ url: URL; calendars: CalendarInfo[] | null }> {
  const resources = await fetchProperties(server, url, 0);
  const calendars = resources.filter(isCalendar);
  return {
    url: resources[0]?.url ?? url,
    calendars: calendars.length > 0 ? calendars.map(infoOf) : null,
  };
}

/** The calendars in a collection. */
export async function listCalendarsIn(server: WebDavClient, folder: URL): Promise<CalendarInfo[]> {
  const members = await fetchProperties(server, folder, 1);
  return members.filter(isCalendar).filter(({ url }) => url.href.length <= MAX_ID_LENGTH).map(
    infoOf,
  );
}

/** A collection that holds events; scheduling boxes and task lists do not. */
function isCalendar({ props }: CollectionProperties): boolean {
  if (!has(props.resourcetype, "calendar")) return false;
  // Some servers name all of them in one element.
  const components = asArray(childOf(props.supportedCalendarComponentSet, "comp"))
    .flatMap((comp) => String(childOf(childOf(comp, "_attributes"), "name") ?? "").split(/[\s,;]+/))
    .filter(Boolean);
  return components.length === 0 || components.some((name) => name.toUpperCase() === "VEVENT");
}

function infoOf({ url, props }: CollectionProperties): CalendarInfo {
  const colour = /^#[0-9a-f]{6}/i.exec(textOf(props.calendarColor));
  return {
    id: url.href,
    name: (textOf(props.displayname) || lastSegment(url) || "Calendar").slice(0, 120),
    colour: colour?.[0].toLowerCase() ?? null,
    writable: isWritable(props),
    transparent: has(props.scheduleCalendarTransp, "transparent"),
  };
}

/** The last path segment of a URL, decoded. */
function lastSegment({ pathname }: URL): string {
  const last = pathname.split("/").filter(Boolean).at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return last;
  }
}

/** Whether the privileges allow writing; also true when the server gives none. */
function isWritable({ currentUserPrivilegeSet }: CollectionProperties["props"]): boolean {
  const privileges = asArray(childOf(currentUserPrivilegeSet, "privilege"));
  if (privileges.length === 0) return true;
  return privileges.some((privilege) =>
    ["all", "write", "writeContent", "bind"].some((name) => has(privilege, name))
  );
}

/** tsdav gives an element as a value, an array or nothing. */
function asArray(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function has(element: unknown, name: string): boolean {
  return childOf(element, name) !== undefined;
}

function childOf(element: unknown, name: string): unknown {
  if (typeof element !== "object" || element === null || !Object.hasOwn(element, name)) return;
  return element[name as keyof typeof element];
}

/** The text of an element, which tsdav gives as CDATA or as a string. */
function textOf(element: unknown): string {
  const text = childOf(element, "_cdata") ?? element;
  return typeof text === "string" ? text : "";
}
