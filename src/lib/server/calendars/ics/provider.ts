import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { followRedirects, type OutboundFetch } from "../../outbound/index.ts";
import { hashOf } from "../../runtime/secrets.ts";
import {
  answeredBusy,
  type Calendar,
  CalendarError,
  type FoundEntry,
  INTERACTIVE_LIMITS,
} from "../calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import { parseCalendars, property, unescapeText } from "../../../icalendar/content-lines.ts";
import { type ParsedBusyTimes, titledBusy } from "../../../icalendar/busy-times.ts";
import { keepInWindow } from "./keep-in-window.ts";
import { requireReadable } from "../caldav/query-busy.ts";
import type { PasswordProvider } from "../calendar-provider.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse, toCalendarError } from "../errors.ts";

const LISTING_LIMITS = { timeoutMs: MINUTE };
/** The longest feed, of which 10 MiB may be kept. */
const MAX_FEED_BYTES = 64 * 1024 * 1024;
/** The id of a feed's only calendar. */
export const icsCalendarId = "feed";
const NO_TIME = { start: 0, end: 0 };
const ALL_TIME = { start: Date.UTC(1970, 0), end: Date.UTC(2200, 0) };

export const icsProvider: PasswordProvider = {
  changeDetection: "conditional",
  pacedBy: "server",
  openWithSecret: ({ fetch, responseParser: parser }, { secret: url, zone, ownAddresses }) =>
    openIcs(fetch, { url, zone, ownAddresses, parser }),
};

/** A feed to open. */
export interface IcsFeed {
  /** The whole URL; often a secret. */
  url: string;
  /** IANA zone of all-day and floating times. */
  zone: string;
  /** The host's own addresses: events they declined are not busy. */
  ownAddresses: readonly string[];
  parser: ResponseParser;
}

/** A published calendar as a read-only `Calendar`. */
export function openIcs(fetch: OutboundFetch, feed: IcsFeed): Calendar {
  async function read(text: string, window: Span): Promise<ParsedBusyTimes> {
    const scope = { window, zone: feed.zone, ownAddresses: feed.ownAddresses };
    const parsed = await feed.parser.parse("calendar", { text, scope }).catch(nameTooLarge);
    if (!("broken" in parsed)) return parsed;
    const { reason } = parsed.broken;
    throw reason.endsWith("than can be read") ? tooLargeError(reason) : notIcsError(reason);
  }

  return {
    async list() {
      const { text } = await download(fetch, feed.url, NO_TIME, LISTING_LIMITS);
      // Whether it is whole is for the reader alone to say.
      await read(text, NO_TIME);
      return [infoOf(text)];
    },

    async changes(calendarId, window, cursor) {
      requireIcsCalendarId(calendarId);
      const validators = parseValidators(cursor);
      const downloaded = await download(fetch, feed.url, window, LISTING_LIMITS, validators);
      if (downloaded === null) return null;
      const hash = await hashOf("feed", withoutDtstamps(downloaded.text));
      if (hash === validators?.hash) return null;
      const { objects, unreadable } = await read(downloaded.text, window);
      return {
        isFullSync: true,
        objects: objects.map((object) => ({
          href: object.uid,
          etag: null,
          uid: object.uid,
          busy: object.busy,
          bookingId: bookingIdOf(object.uid),
          approximate: object.approximate,
          titles: titledBusy(object),
        })),
        removed: [],
        cursor: JSON.stringify({ ...downloaded.validators, hash } satisfies DownloadValidators),
        unreadable: unreadable.map((unread) => ({ href: unread.fingerprint, ...unread })),
      };
    },

    async busy(calendarId, span, accepted = new Set()) {
      requireIcsCalendarId(calendarId);
      const { text } = await download(fetch, feed.url, span, INTERACTIVE_LIMITS);
      return requireReadable(await read(text, span), accepted).flatMap((object) =>
        titledBusy(object).map(({ title, ...time }) =>
          answeredBusy(time, title, bookingIdOf(object.uid))
        )
      );
    },

    async find(calendarId, uid) {
      requireIcsCalendarId(calendarId);
      const { text } = await download(fetch, feed.url, ALL_TIME, INTERACTIVE_LIMITS);
      return toFoundEntry(await read(text, ALL_TIME), uid);
    },

    put: readOnly,
    remove: readOnly,
  };
}

/** The URL of a feed as entered: https for `webcal://` and without a scheme. Throws "wrong-feed". */
export function parseFeedUrl(entered: string): string {
  const address = entered.trim().replace(/^webcals?:\/\//i, "https://");
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username || url.password) {
    throw new CalendarError("refused", "wrong-feed");
  }
  url.hash = "";
  return url.href;
}

/** Validators of the last download, for a conditional request (RFC 9110 §13.1). */
const DownloadValidators = v.object({
  etag: v.optional(v.string()),
  modified: v.optional(v.string()),
  hash: v.string(),
});
type DownloadValidators = v.InferOutput<typeof DownloadValidators>;

interface Download {
  text: string;
  validators: Omit<DownloadValidators, "hash">;
}

function download(
  fetch: OutboundFetch,
  url: string,
  window: Span,
  limits: { timeoutMs: number },
): Promise<Download>;
/** Null when it is not modified. */
function download(
  fetch: OutboundFetch,
  url: string,
  window: Span,
  limits: { timeoutMs: number },
  validators: DownloadValidators | null,
): Promise<Download | null>;
async function download(
  fetch: OutboundFetch,
  url: string,
  window: Span,
  limits: { timeoutMs: number },
  validators: DownloadValidators | null = null,
): Promise<Download | null> {
  let response: Response;
  try {
    ({ response } = await followRedirects(fetch, url, {
      headers: {
        accept: "text/calendar, */*;q=0.1",
        ...(validators?.etag ? { "if-none-match": validators.etag } : {}),
        ...(validators?.modified ? { "if-modified-since": validators.modified } : {}),
      },
      keep: { open: () => keepInWindow(window), maxBytes: MAX_FEED_BYTES },
      ...limits,
    }));
  } catch (error) {
    return nameTooLarge(toCalendarError(error));
  }
  if (response.status === 304 && validators) return null;
  if (response.status === 401 || response.status === 403) {
    throw new CalendarError("refused", "feed-closed", `HTTP ${response.status}`);
  }
  if (response.status !== 200) throw errorFromResponse(response);
  return { text: await response.text(), validators: validatorsOf(response.headers) };
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

/** Removes DTSTAMP, which many servers set to the time of the download. */
function withoutDtstamps(text: string): string {
  return text.replace(/^DTSTAMP[:;].*$/gim, "");
}

function requireIcsCalendarId(calendarId: string): void {
  if (calendarId !== icsCalendarId) throw new CalendarError("gone", "not-found");
}

function infoOf(text: string): CalendarInfo {
  // The feed's properties precede its first component; only they are parsed on this thread.
  const head = /^[\s\S]*?(?=[\r\n][ \t]*(?:BEGIN:(?!VCALENDAR)|END:VCALENDAR))/i.exec(text)?.[0];
  if (head === undefined) throw notIcsError("no end");
  const [calendar] = parseCalendars(`${head}\r\nEND:VCALENDAR`);
  const valueOf = (name: string) => calendar && property(calendar, name)?.value;
  const colour = valueOf("X-APPLE-CALENDAR-COLOR")?.slice(0, 7) ?? "";
  return {
    id: icsCalendarId,
    name: unescapeText(valueOf("X-WR-CALNAME") ?? valueOf("NAME") ?? "").trim().slice(0, 120),
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

/** The feed's own sentence, with the limits, in place of the one for any calendar. */
function nameTooLarge(error: unknown): never {
  const isTooLarge = error instanceof CalendarError && error.reason === "too-large";
  throw isTooLarge ? tooLargeError(error.detail) : error;
}

function tooLargeError(detail: string): CalendarError {
  return new CalendarError("try-again", "feed-too-large", detail);
}

function readOnly(): Promise<never> {
  return Promise.reject(new CalendarError("refused", "read-only"));
}
