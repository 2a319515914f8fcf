/**
 * Calendar listing and object writes by tsdav. It is given a fetch of ours: credentials are added there, and the strict
 * multistatus parser reads each 207 response before tsdav does.
 */
import * as tsdav from "tsdav";
import { CalendarError, type ObjectVersion } from "../calendar.ts";
import { child, dav, type Resource, type WebDavClient } from "./webdav.ts";
import { plainMultistatus } from "./plain-multistatus.ts";

/** The type of the `fetch` option of tsdav. */
export type Fetch = typeof globalThis.fetch;

/** A collection as tsdav describes it: properties in camel case, without namespaces. */
export interface CollectionProperties {
  url: URL;
  props: Record<string, unknown>;
}

const properties = {
  "d:resourcetype": {},
  "d:displayname": {},
  "d:current-user-privilege-set": {},
  "c:supported-calendar-component-set": {},
  "c:schedule-calendar-transp": {},
  "ca:calendar-color": {},
};

/** The properties of a resource (depth 0), or of it and its members (depth 1); throws `CalendarError`. */
export async function fetchProperties(
  server: WebDavClient,
  url: URL,
  depth: 0 | 1,
): Promise<CollectionProperties[]> {
  const responses = await tsdav.propfind({
    url: url.href,
    props: properties,
    depth: `${depth}`,
    fetch: propfindFetch(server, "returned"),
  });
  return responses.map(({ href, props }) => {
    // tsdav returns what it cannot parse as a success without properties.
    if (!href || !props) throw new CalendarError("try-again", "unreadable", "no properties");
    return { url: new URL(href), props };
  });
}

/** A fetch for PROPFIND whose responses are parsed strictly and serialized again; "requested" keeps the request URL as href. */
export function propfindFetch(server: WebDavClient, hrefs: "requested" | "returned"): Fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const { headers, body = "" } = requestParts(init);
    const depth = headers.depth === "1" ? 1 : 0;
    const { resources } = await server.query(
      "PROPFIND",
      url,
      body.replace(/^<\?.*?\?>/, ""),
      depth,
    );
    const [first] = resources;
    if (!first) throw new CalendarError("try-again", "unreadable", "an empty answer");
    resources.forEach(throwWhenUnauthenticated);
    const text = hrefs === "requested"
      ? plainMultistatus([first], url)
      : plainMultistatus(resources);
    return new Response(text, { status: 207, headers: { "content-type": "application/xml" } });
  };
}

/** A wrong password can be reported in a 207 (RFC 5397 §3). */
function throwWhenUnauthenticated({ props }: Resource) {
  if (child(props.get(dav("current-user-principal")), dav("unauthenticated"))) {
    throw new CalendarError("signed-out", "wrong-password");
  }
}

/** Creates an object (If-None-Match: *) and returns the response whatever its status. */
export function createObject(
  server: WebDavClient,
  collection: URL,
  filename: string,
  text: string,
): Promise<Response> {
  const calendar = { url: collection.href };
  const fetch = writeFetch(server);
  return tsdav.createCalendarObject({ calendar, filename, iCalString: text, fetch });
}

/** Replaces an object (If-Match) and returns the response whatever its status. */
export function updateObject(
  server: WebDavClient,
  expected: ObjectVersion,
  text: string,
): Promise<Response> {
  const calendarObject = { ...conditionOf(expected), data: text };
  return tsdav.updateCalendarObject({ calendarObject, fetch: writeFetch(server) });
}

/** Deletes an object (If-Match) and returns the response whatever its status. */
export function deleteObject(server: WebDavClient, expected: ObjectVersion): Promise<Response> {
  return tsdav.deleteCalendarObject({
    calendarObject: conditionOf(expected),
    fetch: writeFetch(server),
  });
}

/** Without a weak ETag, because If-Match never matches one (RFC 9110 §13.1.1). */
function conditionOf({ href, etag }: ObjectVersion): { url: string; etag?: string } {
  return etag === null || etag.startsWith("W/") ? { url: href } : { url: href, etag };
}

/** A fetch for writes that follows no redirect. */
function writeFetch(server: WebDavClient): Fetch {
  return (url, init) => {
    const { method = "PUT", headers, body } = requestParts(init);
    return server.send(method, new URL(String(url)), headers, body);
  };
}

/** Method, headers and text body of a request of tsdav. */
export function requestParts(init: RequestInit = {}) {
  const { method, body } = init;
  return {
    method,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof body === "string" ? body : undefined,
  };
}
