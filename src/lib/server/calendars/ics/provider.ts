import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { followRedirects, type OutboundFetch } from "../../outbound/index.ts";
import { inTurns } from "../../runtime/in-turns.ts";
import {
  answeredBusy,
  type Calendar,
  CalendarError,
  type Changes,
  type FoundEntry,
  INTERACTIVE_LIMITS,
} from "../calendar.ts";
import { type ParsedBusyTimes, titledBusy } from "../../../icalendar/busy-times.ts";
import { keepInWindow } from "./keep-in-window.ts";
import { requireReadable } from "../caldav/query-busy.ts";
import type { PasswordProvider } from "../calendar-provider.ts";
import type { ParsedFeed } from "../parsing/parse-feed.ts";
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
  async function read(
    { chunks }: Download,
    window: Span,
    knownHash: string | null = null,
  ): Promise<ParsedFeed & { times: ParsedBusyTimes | null }> {
    const scope = { window, zone: feed.zone, ownAddresses: feed.ownAddresses };
    const parsed = await feed.parser.parse("feed", { chunks, scope, knownHash })
      .catch(nameTooLarge);
    const { times } = parsed;
    if (times === null || !("broken" in times)) return { ...parsed, times };
    const { reason } = times.broken;
    throw reason.endsWith("than can be read") ? tooLargeError(reason) : notIcsError(reason);
  }

  /** Downloads and reads it now. */
  async function readNow(window: Span, limits: { timeoutMs: number }) {
    const { about, times } = await read(await download(fetch, feed.url, window, limits), window);
    return { about, times: times ?? { objects: [], unreadable: [] } };
  }

  return {
    async list() {
      // Whether it is whole is for the reader alone to say.
      const { about } = await readNow(NO_TIME, LISTING_LIMITS);
      if (!about) throw notIcsError("no end");
      return [{ id: icsCalendarId, ...about, writable: false, transparent: false }];
    },

    async changes(calendarId, window, cursor) {
      requireIcsCalendarId(calendarId);
      const validators = parseValidators(cursor);
      const downloaded = await download(fetch, feed.url, window, LISTING_LIMITS, validators);
      if (downloaded === null) return null;
      const { hash, times } = await read(downloaded, window, validators?.hash);
      if (times === null) return null;
      const objects: Changes["objects"] = [];
      await inTurns(times.objects, (object) => {
        objects.push({
          href: object.uid,
          etag: null,
          uid: object.uid,
          busy: object.busy,
          bookingId: bookingIdOf(object.uid),
          approximate: object.approximate,
          titles: titledBusy(object),
        });
      });
      return {
        isFullSync: true,
        objects,
        removed: [],
        cursor: JSON.stringify({ ...downloaded.validators, hash } satisfies DownloadValidators),
        unreadable: times.unreadable.map((unread) => ({ href: unread.fingerprint, ...unread })),
      };
    },

    async busy(calendarId, span, accepted = new Set()) {
      requireIcsCalendarId(calendarId);
      const { times } = await readNow(span, INTERACTIVE_LIMITS);
      return requireReadable(times, accepted).flatMap((object) =>
        titledBusy(object).map(({ title, ...time }) =>
          answeredBusy(time, title, bookingIdOf(object.uid))
        )
      );
    },

    async find(calendarId, uid) {
      requireIcsCalendarId(calendarId);
      return toFoundEntry((await readNow(ALL_TIME, INTERACTIVE_LIMITS)).times, uid);
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
  chunks: Uint8Array<ArrayBuffer>[];
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
  const chunks = response.body ? await Array.fromAsync(response.body) : [];
  return { chunks, validators: validatorsOf(response.headers) };
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

function requireIcsCalendarId(calendarId: string): void {
  if (calendarId !== icsCalendarId) throw new CalendarError("gone", "not-found");
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
