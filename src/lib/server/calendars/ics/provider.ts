import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { followRedirects, type OutboundFetch } from "../../outbound/index.ts";
import { hashOf } from "../../runtime/secrets.ts";
import { type Calendar, CalendarError, type FoundEntry, INTERACTIVE_LIMITS } from "../calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import { parseCalendars, property, unescapeText } from "../../../icalendar/content-lines.ts";
import type { ParsedBusyTimes } from "../../../icalendar/busy-times.ts";
import { requireReadable } from "../caldav/caldav-queries.ts";
import type { PasswordProvider } from "../calendar-provider.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse, toCalendarError } from "../errors.ts";

const LISTING_LIMITS = { timeoutMs: 30_000 };
/** The one calendar that a feed is. */
export const icsCalendarId = "feed";
const ALL_TIME = { start: Date.UTC(1970, 0), end: Date.UTC(2200, 0) };

export const icsProvider: PasswordProvider = {
  changeDetection: "conditional",
  pacedBy: "server",
  openWithSecret: ({ fetch, responseParser: parser }, { secret: url, zone, ownAddresses }) =>
    openIcs(fetch, { url, zone, ownAddresses, parser }),
};

/** What a feed is opened with. */
export interface IcsFeed {
  /** The whole address; often a secret. */
  url: string;
  /** Where all-day and floating times are meant. */
  zone: string;
  /** The host's own addresses: what they declined does not take their time. */
  ownAddresses: readonly string[];
  parser: ResponseParser;
}

/** A calendar published at an address, behind the contract of every calendar; it can only be read. */
export function openIcs(fetch: OutboundFetch, feed: IcsFeed): Calendar {
  async function read(text: string, window: Span): Promise<ParsedBusyTimes> {
    const view = { window, zone: feed.zone, ownAddresses: feed.ownAddresses };
    const reading = await feed.parser.parse("calendar", { text, view });
    if ("broken" in reading) throw notIcsError(reading.broken.why);
    return reading;
  }

  return {
    async list() {
      const { text } = await download(fetch, feed.url, LISTING_LIMITS);
      return [infoOf(text)];
    },

    async changes(calendarId, window, cursor) {
      requireIcsCalendarId(calendarId);
      const mark = parseValidators(cursor);
      const answer = await download(fetch, feed.url, LISTING_LIMITS, mark);
      if (answer === null) return null;
      const hash = await hashOf("feed", withoutDtstamps(answer.text));
      if (hash === mark?.hash) return null;
      const { objects, unreadable } = await read(answer.text, window);
      return {
        isFullSync: true,
        objects: objects.map(({ uid, busy, approximate }) => ({
          href: uid,
          etag: null,
          uid,
          busy,
          bookingId: bookingIdOf(uid),
          approximate,
        })),
        removed: [],
        cursor: JSON.stringify({ ...answer.mark, hash } satisfies DownloadValidators),
        unreadable: unreadable.map((unread) => ({ href: unread.fingerprint, ...unread })),
      };
    },

    async busy(calendarId, span, accepted = new Set()) {
      requireIcsCalendarId(calendarId);
      const { text } = await download(fetch, feed.url, INTERACTIVE_LIMITS);
      return requireReadable(await read(text, span), accepted).flatMap(({ uid, title, busy }) => {
        const own = bookingIdOf(uid);
        return busy.map((time) => ({
          ...time,
          title,
          ...(own === null ? {} : { bookingId: own }),
        }));
      });
    },

    async find(calendarId, uid) {
      requireIcsCalendarId(calendarId);
      const { text } = await download(fetch, feed.url, INTERACTIVE_LIMITS);
      return toFoundEntry(await read(text, ALL_TIME), uid);
    },

    put: readOnly,
    remove: readOnly,
  };
}

/** The address of a feed as typed: `webcal://` is https, and so is what has no scheme. Throws for what is no address. */
export function parseFeedUrl(typed: string): string {
  const plain = typed.trim().replace(/^webcals?:\/\//i, "https://");
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(plain) ? plain : `https://${plain}`);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username || url.password) {
    throw new CalendarError("refused", "wrong-feed");
  }
  url.hash = "";
  return url.href;
}

/** What is remembered of a download to ask whether there is a newer one (RFC 9110 §13.1). */
const DownloadValidators = v.object({
  etag: v.optional(v.string()),
  modified: v.optional(v.string()),
  hash: v.string(),
});
type DownloadValidators = v.InferOutput<typeof DownloadValidators>;

interface Download {
  text: string;
  mark: Omit<DownloadValidators, "hash">;
}

function download(
  fetch: OutboundFetch,
  url: string,
  limits: { timeoutMs: number },
): Promise<Download>;
/** Null when nothing is newer than the mark. */
function download(
  fetch: OutboundFetch,
  url: string,
  limits: { timeoutMs: number },
  mark: DownloadValidators | null,
): Promise<Download | null>;
async function download(
  fetch: OutboundFetch,
  url: string,
  limits: { timeoutMs: number },
  mark: DownloadValidators | null = null,
): Promise<Download | null> {
  let response: Response;
  try {
    ({ response } = await followRedirects(fetch, url, {
      headers: {
        accept: "text/calendar, */*;q=0.1",
        ...(mark?.etag ? { "if-none-match": mark.etag } : {}),
        ...(mark?.modified ? { "if-modified-since": mark.modified } : {}),
      },
      ...limits,
    }));
  } catch (error) {
    throw toCalendarError(error);
  }
  if (response.status === 304 && mark) return null;
  if (response.status === 401 || response.status === 403) {
    throw new CalendarError("refused", "feed-closed", `HTTP ${response.status}`);
  }
  if (response.status !== 200) throw errorFromResponse(response);
  const text = await response.text();
  // A feed that was cut off says nothing about what is missing: it is an error, never an emptier calendar.
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) || !/END:VCALENDAR$/i.test(text.trimEnd())) {
    throw notIcsError(text.trim() === "" ? "empty" : "");
  }
  return { text, mark: validatorsOf(response.headers) };
}

function validatorsOf(headers: Headers): Omit<DownloadValidators, "hash"> {
  const etag = headers.get("etag"), modified = headers.get("last-modified");
  return {
    ...(etag !== null && etag.length <= 500 ? { etag } : {}),
    ...(modified !== null && modified.length <= 100 ? { modified } : {}),
  };
}

function parseValidators(cursor: string | null): DownloadValidators | null {
  if (cursor === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), DownloadValidators), cursor);
  return parsed.success ? parsed.output : null;
}

/** Many servers stamp every download with its own time; that changes nothing. */
function withoutDtstamps(text: string): string {
  return text.replace(/^DTSTAMP[:;].*$/gim, "");
}

function requireIcsCalendarId(calendarId: string): void {
  if (calendarId !== icsCalendarId) throw new CalendarError("gone", "not-found");
}

function infoOf(text: string): CalendarInfo {
  // What a feed says of itself stands before its first entry; the rest is not for the caller's own thread.
  const head = /^[\s\S]*?(?=\r?\n(?:BEGIN:(?!VCALENDAR)|END:VCALENDAR))/i.exec(text)?.[0];
  if (head === undefined) throw notIcsError("no end");
  const [calendar] = parseCalendars(`${head}\r\nEND:VCALENDAR`);
  const said = (name: string) => calendar && property(calendar, name)?.value;
  const colour = said("X-APPLE-CALENDAR-COLOR")?.slice(0, 7) ?? "";
  return {
    id: icsCalendarId,
    name: unescapeText(said("X-WR-CALNAME") ?? said("NAME") ?? "").trim().slice(0, 120),
    colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : null,
    writable: false,
    transparent: false,
  };
}

function toFoundEntry({ objects }: ParsedBusyTimes, uid: string): FoundEntry | null {
  const object = objects.find((each) => each.uid === uid);
  const first = object?.busy[0], last = object?.busy.at(-1);
  if (!first || !last) return null;
  return { href: uid, etag: null, start: first.start, end: last.end, sequence: 0 };
}

function notIcsError(detail: string): CalendarError {
  return new CalendarError("try-again", "not-ics", detail.slice(0, 120));
}

function readOnly(): Promise<never> {
  return Promise.reject(new CalendarError("refused", "read-only"));
}
