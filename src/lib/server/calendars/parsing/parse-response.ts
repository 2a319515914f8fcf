/** Parses responses of calendar servers; pure, so that it can run on a thread of its own. */
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError } from "../calendar.ts";
import {
  stackTraceOf,
  type UnreadableEntry,
  unreadableFingerprint,
} from "$lib/icalendar/unreadable-entries.ts";
import { timeNamedInText } from "../../../icalendar/named-time.ts";
import { InvalidICalendar, unescapeText } from "../../../icalendar/content-lines.ts";
import { type ParsedFeed, parseFeed } from "./parse-feed.ts";
import { parseBusyTimes, type ParsedBusyTimes } from "../../../icalendar/busy-times.ts";
import {
  caldavName,
  davName,
  isGone,
  isSuccessStatus,
  type MultistatusResponse,
  parseMultistatus,
  resourcesOf,
  statusText,
} from "../caldav/multistatus.ts";
import { parseListedMultistatus } from "../caldav/parse-listing.ts";
import type { XmlElement } from "../caldav/xml.ts";

/** The window, zone and own addresses that busy times depend on. */
export interface ParseScope {
  window: Span;
  zone: string;
  ownAddresses: readonly string[];
}

/** Kinds of parse tasks with their input and output. */
export interface ParseTasks {
  /** Hrefs and ETags in a multistatus. */
  listing: { input: { text: string; base: string }; output: ParsedListing };
  /** Objects in a multistatus, with their busy times. */
  objects: { input: { text: string; base: string; scope: ParseScope }; output: ParsedObject[] };
  /** Resources in a multistatus, with their properties. */
  properties: { input: { text: string; base: string; depth: 0 | 1 }; output: ParsedResource[] };
  /** iCalendar text; `broken` when it is not iCalendar. */
  calendar: {
    input: { text: string; scope: ParseScope };
    output: ParsedBusyTimes | { broken: UnreadableEntry };
  };
  /** A published calendar as it was received; the chunks are gone for who sends them to a thread. */
  feed: {
    input: { chunks: Uint8Array<ArrayBuffer>[]; scope: ParseScope; knownHash: string | null };
    output: ParsedFeed;
  };
}

export type ParseTask = keyof ParseTasks;

/** A resource that can be posted to another thread. */
export interface ParsedResource {
  href: string;
  props: Map<string, XmlElement>;
}

/** A listing, or a page of a sync-collection report. */
export interface ParsedListing {
  entries: ListedObject[];
  /** The sync token (RFC 6578); null in a listing. */
  syncToken: string | null;
  /** The response is truncated; the next report from the token continues it. */
  truncated: boolean;
}

export interface ListedObject {
  href: string;
  etag: string | null;
  /** The response for this resource is 404 or 410. */
  gone: boolean;
  /** Any other error status for this resource, such as "HTTP 403"; null for a success. */
  refusedStatus: string | null;
}

/** A listed object with its busy times. */
export interface ParsedObject extends ListedObject {
  /** Null when the response contains no calendar-data. */
  busyTimes: ParsedBusyTimes | null;
}

/** Runs a parse task. Throws `CalendarError` for an invalid or incomplete response. */
export function parseResponse<K extends ParseTask>(
  kind: K,
  input: ParseTasks[K]["input"],
): ParseTasks[K]["output"] {
  return parsers[kind](input);
}

const parsers: { [K in ParseTask]: (input: ParseTasks[K]["input"]) => ParseTasks[K]["output"] } = {
  listing: ({ text, base }) => parseListing(text, new URL(base)),
  objects: ({ text, base, scope }) =>
    parseMultistatus(text, new URL(base)).responses.map((response) => parseObject(response, scope)),
  properties: ({ text, base, depth }) =>
    resourcesOf(text, new URL(base), depth).map(({ url, props }) => ({ href: url.href, props })),
  calendar: ({ text, scope }) => parseOrInvalid(text, scope),
  feed: ({ chunks, scope, knownHash }) =>
    parseFeed(chunks, knownHash, (text) => parseOrInvalid(text, scope)),
};

function parseListing(text: string, base: URL): ParsedListing {
  const { responses, syncToken } = parseListedMultistatus(text, base);
  const listing: ParsedListing = { entries: [], syncToken, truncated: false };
  for (const response of responses) {
    // RFC 6578 §3.6: of the collection itself, insufficient storage means that there is more.
    if (response.status === 507) listing.truncated = true;
    else if (isItself(response.url, base)) requireSuccess(response);
    // Collections inside a calendar are no calendar objects (RFC 4791 §4.2).
    if (!isFolder(response.url, base)) listing.entries.push(toListedObject(response));
  }
  return listing;
}

function parseObject(response: MultistatusResponse, scope: ParseScope): ParsedObject {
  const entry = toListedObject(response);
  const text = response.props.get(caldavName("calendar-data"))?.text;
  if (entry.gone || entry.refusedStatus || text === undefined) return { ...entry, busyTimes: null };
  const parsed = parseOrInvalid(text, scope);
  if (!("broken" in parsed)) return { ...entry, busyTimes: parsed };
  return { ...entry, busyTimes: { objects: [], unreadable: [parsed.broken] } };
}

/** Maximum characters of an href or ETag in a stored record. */
const MAX_HREF_LENGTH = 2_000;

function toListedObject(response: MultistatusResponse): ListedObject {
  const gone = isGone(response);
  const refused = gone || isSuccess(response) ? null : statusText(response);
  const { href } = response.url;
  if (href.length > MAX_HREF_LENGTH) {
    throw new CalendarError("try-again", "unreadable", "a URL that is too long");
  }
  const etag = response.props.get(davName("getetag"))?.text.trim() || null;
  // Without a usable ETag the object is fetched by every sync.
  return {
    href,
    etag: etag && etag.length <= MAX_HREF_LENGTH ? etag : null,
    gone,
    refusedStatus: refused,
  };
}

function isSuccess({ status }: MultistatusResponse): boolean {
  return status === null || isSuccessStatus(status);
}

function requireSuccess(response: MultistatusResponse) {
  if (!isSuccess(response)) {
    throw new CalendarError("try-again", "incomplete", statusText(response));
  }
}

function isFolder(url: URL, base: URL): boolean {
  return url.pathname.endsWith("/") || isItself(url, base);
}

function isItself(url: URL, base: URL): boolean {
  return url.pathname.replace(/\/$/, "") === base.pathname.replace(/\/$/, "");
}

function parseOrInvalid(
  text: string,
  { window, zone, ownAddresses }: ParseScope,
): ParsedBusyTimes | { broken: UnreadableEntry } {
  try {
    return parseBusyTimes(text, window, zone, ownAddresses);
  } catch (error) {
    const isBroken = error instanceof InvalidICalendar;
    const title = unescapeText(/^SUMMARY(?:;[^:\r\n]*)?:([^\r\n]*)/im.exec(text)?.[1] ?? "");
    return {
      broken: {
        reason: isBroken ? error.message : "a fault of ours",
        title: title.slice(0, 200),
        fingerprint: unreadableFingerprint(text),
        busy: timeNamedInText(text, window),
        ...(isBroken ? {} : { errorTrace: stackTraceOf(error) }),
      },
    };
  }
}
