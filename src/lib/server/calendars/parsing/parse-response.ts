/** Reads the long answers of calendar servers; pure, so that it can be done on a thread of its own. */
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError } from "../calendar.ts";
import {
  stackTraceOf,
  type UnreadableEntry,
  unreadableFingerprint,
} from "$lib/icalendar/unreadable-entries.ts";
import { InvalidICalendar, unescapeText } from "../../../icalendar/content-lines.ts";
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
import type { XmlElement } from "../caldav/xml.ts";

/** For whom a calendar is read: the window, the host's zone and own addresses. */
export interface ParseScope {
  window: Span;
  zone: string;
  ownAddresses: readonly string[];
}

/** What there is to read, with what comes of it. */
export interface ParseTasks {
  /** Addresses and ETags in a multistatus. */
  listing: { asked: { text: string; base: string }; answer: ParsedListing };
  /** Objects in a multistatus, with their busy time. */
  objects: { asked: { text: string; base: string; view: ParseScope }; answer: ParsedObject[] };
  /** Resources in a multistatus, with their properties. */
  properties: { asked: { text: string; base: string; depth: 0 | 1 }; answer: ParsedResource[] };
  /** iCalendar text by itself; what is none is answered with the reason. */
  calendar: {
    asked: { text: string; view: ParseScope };
    answer: ParsedBusyTimes | { broken: UnreadableEntry };
  };
}

export type ParseTask = keyof ParseTasks;

/** A resource as one thread can hand it to another. */
export interface ParsedResource {
  href: string;
  props: Map<string, XmlElement>;
}

/** What a listing, or a report of changes, names. */
export interface ParsedListing {
  entries: ListedObject[];
  /** Where the next report begins (RFC 6578); null in a plain listing. */
  syncToken: string | null;
  /** The server has more to say from the token on. */
  truncated: boolean;
}

export interface ListedObject {
  href: string;
  etag: string | null;
  /** The server says of this very resource that it is not there. */
  gone: boolean;
  /** What else it answers about this one resource in place of it, in the words of HTTP; null where it gives it. */
  refusedStatus: string | null;
}

/** One object as far as it could be read. */
export interface ParsedObject extends ListedObject {
  /** Null when the answer left the content out. */
  busyTimes: ParsedBusyTimes | null;
}

/** Reads; throws `CalendarProblem` for an answer that cannot be believed. */
export function parseResponse<K extends ParseTask>(
  kind: K,
  asked: ParseTasks[K]["asked"],
): ParseTasks[K]["answer"] {
  return parsers[kind](asked);
}

const parsers: { [K in ParseTask]: (asked: ParseTasks[K]["asked"]) => ParseTasks[K]["answer"] } = {
  listing: ({ text, base }) => parseListing(text, new URL(base)),
  objects: ({ text, base, view }) =>
    parseMultistatus(text, new URL(base)).responses.map((reply) => parseObject(reply, view)),
  properties: ({ text, base, depth }) =>
    resourcesOf(text, new URL(base), depth).map(({ url, props }) => ({ href: url.href, props })),
  calendar: ({ text, view }) => parseOrInvalid(text, view),
};

function parseListing(text: string, base: URL): ParsedListing {
  const { responses, syncToken } = parseMultistatus(text, base);
  const listing: ParsedListing = { entries: [], syncToken, truncated: false };
  for (const reply of responses) {
    // RFC 6578 §3.6: of the collection itself, insufficient storage means that there is more.
    if (reply.status === 507) listing.truncated = true;
    else if (isItself(reply.url, base)) requireSuccess(reply);
    // Folders in a calendar hold nothing that takes time (RFC 4791 §4.2).
    if (!isFolder(reply.url, base)) listing.entries.push(toListedObject(reply));
  }
  return listing;
}

function parseObject(reply: MultistatusResponse, view: ParseScope): ParsedObject {
  const entry = toListedObject(reply);
  const text = reply.props.get(caldavName("calendar-data"))?.text;
  if (entry.gone || entry.refusedStatus || text === undefined) return { ...entry, busyTimes: null };
  const reading = parseOrInvalid(text, view);
  if (!("broken" in reading)) return { ...entry, busyTimes: reading };
  return { ...entry, busyTimes: { objects: [], unreadable: [reading.broken] } };
}

/** Characters of an address or ETag: with them a record is still far from full. */
const MAX_HREF_LENGTH = 2_000;

function toListedObject(reply: MultistatusResponse): ListedObject {
  const gone = isGone(reply);
  const refused = gone || isSuccess(reply) ? null : statusText(reply);
  const { href } = reply.url;
  if (href.length > MAX_HREF_LENGTH) {
    throw new CalendarError("try-again", "unreadable", "an endless address");
  }
  const etag = reply.props.get(davName("getetag"))?.text.trim() || null;
  // One that no record holds is as good as none: the object is read each time.
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

function requireSuccess(reply: MultistatusResponse) {
  if (!isSuccess(reply)) throw new CalendarError("try-again", "incomplete", statusText(reply));
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
        why: isBroken ? error.message : "a fault of ours",
        title: title.slice(0, 200),
        fingerprint: unreadableFingerprint(text),
        ...(isBroken ? {} : { errorTrace: stackTraceOf(error) }),
      },
    };
  }
}
