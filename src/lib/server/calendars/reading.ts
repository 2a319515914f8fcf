/** Reads the long answers of calendar servers; pure, so that it can be done on a thread of its own. */
import type { Span } from "$lib/scheduling/span.ts";
import { CalendarProblem, type Unread } from "./calendar.ts";
import { BrokenContent, unescaped } from "./content.ts";
import { busySpans, type Reading } from "./ical.ts";
import {
  cal,
  dav,
  isGone,
  readMultistatus,
  type Reply,
  resourcesOf,
  said,
  succeeded,
} from "./multistatus.ts";
import { faultIn, markOf } from "./unread-entries.ts";
import type { Element } from "./xml.ts";

/** For whom a calendar is read: the window, the host's zone and own addresses. */
export interface View {
  window: Span;
  zone: string;
  self: readonly string[];
}

/** What there is to read, with what comes of it. */
export interface Readings {
  /** Addresses and ETags in a multistatus. */
  listing: { asked: { text: string; base: string }; answer: Listing };
  /** Objects in a multistatus, with their busy time. */
  objects: { asked: { text: string; base: string; view: View }; answer: ReadObject[] };
  /** Resources in a multistatus, with their properties. */
  properties: { asked: { text: string; base: string; depth: 0 | 1 }; answer: PlainResource[] };
  /** iCalendar text by itself; what is none is answered with the reason. */
  calendar: { asked: { text: string; view: View }; answer: Reading | { broken: Unread } };
}

export type Kind = keyof Readings;

/** A resource as one thread can hand it to another. */
export interface PlainResource {
  href: string;
  props: Map<string, Element>;
}

/** What a listing, or a report of changes, names. */
export interface Listing {
  entries: Entry[];
  /** Where the next report begins (RFC 6578); null in a plain listing. */
  token: string | null;
  /** The server has more to say from the token on. */
  truncated: boolean;
}

export interface Entry {
  href: string;
  etag: string | null;
  /** The server says of this very resource that it is not there. */
  gone: boolean;
  /** What else it answers about this one resource in place of it, in the words of HTTP; null where it gives it. */
  refused: string | null;
}

/** One object as far as it could be read. */
export interface ReadObject extends Entry {
  /** Null when the answer left the content out. */
  reading: Reading | null;
}

/** Reads; throws `CalendarProblem` for an answer that cannot be believed. */
export function read<K extends Kind>(kind: K, asked: Readings[K]["asked"]): Readings[K]["answer"] {
  return readers[kind](asked);
}

const readers: { [K in Kind]: (asked: Readings[K]["asked"]) => Readings[K]["answer"] } = {
  listing: ({ text, base }) => listingOf(text, new URL(base)),
  objects: ({ text, base, view }) =>
    readMultistatus(text, new URL(base)).replies.map((reply) => objectOf(reply, view)),
  properties: ({ text, base, depth }) =>
    resourcesOf(text, new URL(base), depth).map(({ url, props }) => ({ href: url.href, props })),
  calendar: ({ text, view }) => orBroken(text, view),
};

function listingOf(text: string, base: URL): Listing {
  const { replies, token } = readMultistatus(text, base);
  const listing: Listing = { entries: [], token, truncated: false };
  for (const reply of replies) {
    // RFC 6578 §3.6: of the collection itself, insufficient storage means that there is more.
    if (reply.status === 507) listing.truncated = true;
    else if (isItself(reply.url, base)) believe(reply);
    // Folders in a calendar hold nothing that takes time (RFC 4791 §4.2).
    if (!isFolder(reply.url, base)) listing.entries.push(entryOf(reply));
  }
  return listing;
}

function objectOf(reply: Reply, view: View): ReadObject {
  const entry = entryOf(reply);
  const text = reply.props.get(cal("calendar-data"))?.text;
  if (entry.gone || entry.refused || text === undefined) return { ...entry, reading: null };
  const reading = orBroken(text, view);
  if (!("broken" in reading)) return { ...entry, reading };
  return { ...entry, reading: { objects: [], skipped: [reading.broken] } };
}

/** Characters of an address or ETag: with them a record is still far from full. */
const LONGEST = 2_000;

function entryOf(reply: Reply): Entry {
  const gone = isGone(reply);
  const refused = gone || isGood(reply) ? null : said(reply);
  const { href } = reply.url;
  if (href.length > LONGEST) {
    throw new CalendarProblem("try-again", "unreadable", "an endless address");
  }
  const etag = reply.props.get(dav("getetag"))?.text.trim() || null;
  // One that no record holds is as good as none: the object is read each time.
  return { href, etag: etag && etag.length <= LONGEST ? etag : null, gone, refused };
}

function isGood({ status }: Reply): boolean {
  return status === null || succeeded(status);
}

function believe(reply: Reply) {
  if (!isGood(reply)) throw new CalendarProblem("try-again", "incomplete", said(reply));
}

function isFolder(url: URL, base: URL): boolean {
  return url.pathname.endsWith("/") || isItself(url, base);
}

function isItself(url: URL, base: URL): boolean {
  return url.pathname.replace(/\/$/, "") === base.pathname.replace(/\/$/, "");
}

function orBroken(text: string, { window, zone, self }: View): Reading | { broken: Unread } {
  try {
    return busySpans(text, window, zone, self);
  } catch (error) {
    const isBroken = error instanceof BrokenContent;
    const title = unescaped(/^SUMMARY(?:;[^:\r\n]*)?:([^\r\n]*)/im.exec(text)?.[1] ?? "");
    return {
      broken: {
        why: isBroken ? error.message : "a fault of ours",
        title: title.slice(0, 200),
        mark: markOf(text),
        ...(isBroken ? {} : { fault: faultIn(error) }),
      },
    };
  }
}
