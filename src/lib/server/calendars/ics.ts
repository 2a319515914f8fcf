import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { followWithin, type OutboundFetch } from "../outbound.ts";
import { hashOf } from "../secrets.ts";
import { type Calendar, type CalendarInfo, CalendarProblem, type Found } from "./calendar.ts";
import { property, readCalendars, unescaped } from "./content.ts";
import type { Reading } from "./ical.ts";
import { known } from "./questions.ts";
import type { Reader } from "./reader.ts";
import { refusalOf, troubleOf } from "./trouble.ts";

const QUICK = { timeoutMs: 4_000 };
const LISTING = { timeoutMs: 30_000 };
/** The one calendar that a feed is. */
export const feedId = "feed";
const EVER = { start: Date.UTC(1970, 0), end: Date.UTC(2200, 0) };

/** What a feed is opened with. */
export interface Feed {
  /** The whole address; often a secret. */
  url: string;
  /** Where all-day and floating times are meant. */
  zone: string;
  /** The host's own addresses: what they declined does not take their time. */
  self: readonly string[];
  reader: Reader;
}

/** A calendar published at an address, behind the contract of every calendar; it can only be read. */
export function openIcs(fetch: OutboundFetch, feed: Feed): Calendar {
  async function read(text: string, window: Span): Promise<Reading> {
    const view = { window, zone: feed.zone, self: feed.self };
    const reading = await feed.reader.read("calendar", { text, view });
    if ("broken" in reading) throw notIcs(reading.broken.why);
    return reading;
  }

  return {
    async list() {
      const { text } = await download(fetch, feed.url, LISTING);
      return [infoOf(text)];
    },

    async changes(calendarId, window, cursor) {
      isOurs(calendarId);
      const mark = markIn(cursor);
      const answer = await download(fetch, feed.url, LISTING, mark);
      if (answer === null) return null;
      const hash = await hashOf("feed", withoutStamps(answer.text));
      if (hash === mark?.hash) return null;
      const { objects, skipped } = await read(answer.text, window);
      return {
        whole: true,
        objects: objects.map(({ uid, busy, unknown }) => ({
          href: uid,
          etag: null,
          uid,
          busy,
          own: bookingIdOf(uid),
          unknown,
        })),
        removed: [],
        cursor: JSON.stringify({ ...answer.mark, hash } satisfies Mark),
        skipped: skipped.map((unread) => ({ href: unread.mark, ...unread })),
      };
    },

    async busy(calendarId, span, accepted = new Set()) {
      isOurs(calendarId);
      const { text } = await download(fetch, feed.url, QUICK);
      return known(await read(text, span), accepted).flatMap(({ uid, title, busy }) => {
        const own = bookingIdOf(uid);
        return busy.map((time) => ({ ...time, title, ...(own === null ? {} : { own }) }));
      });
    },

    async find(calendarId, uid) {
      isOurs(calendarId);
      const { text } = await download(fetch, feed.url, QUICK);
      return foundIn(await read(text, EVER), uid);
    },

    put: readOnly,
    remove: readOnly,
  };
}

/** The address of a feed as typed: `webcal://` is https, and so is what has no scheme. Throws for what is no address. */
export function feedAddress(typed: string): string {
  const plain = typed.trim().replace(/^webcals?:\/\//i, "https://");
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(plain) ? plain : `https://${plain}`);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username || url.password) {
    throw new CalendarProblem("refused", "wrong-feed");
  }
  url.hash = "";
  return url.href;
}

/** What is remembered of a download to ask whether there is a newer one (RFC 9110 §13.1). */
const Mark = v.object({
  etag: v.optional(v.string()),
  modified: v.optional(v.string()),
  hash: v.string(),
});
type Mark = v.InferOutput<typeof Mark>;

interface Download {
  text: string;
  mark: Omit<Mark, "hash">;
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
  mark: Mark | null,
): Promise<Download | null>;
async function download(
  fetch: OutboundFetch,
  url: string,
  limits: { timeoutMs: number },
  mark: Mark | null = null,
): Promise<Download | null> {
  let response: Response;
  try {
    ({ response } = await followWithin(fetch, url, {
      headers: {
        accept: "text/calendar, */*;q=0.1",
        ...(mark?.etag ? { "if-none-match": mark.etag } : {}),
        ...(mark?.modified ? { "if-modified-since": mark.modified } : {}),
      },
      ...limits,
    }));
  } catch (error) {
    throw troubleOf(error);
  }
  if (response.status === 304 && mark) return null;
  if (response.status === 401 || response.status === 403) {
    throw new CalendarProblem("refused", "feed-closed", `HTTP ${response.status}`);
  }
  if (response.status !== 200) throw refusalOf(response);
  const text = await response.text();
  // A feed that was cut off says nothing about what is missing: it is an error, never an emptier calendar.
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) || !/END:VCALENDAR$/i.test(text.trimEnd())) {
    throw notIcs(text.trim() === "" ? "empty" : "");
  }
  return { text, mark: validatorsOf(response.headers) };
}

function validatorsOf(headers: Headers): Omit<Mark, "hash"> {
  const etag = headers.get("etag"), modified = headers.get("last-modified");
  return {
    ...(etag !== null && etag.length <= 500 ? { etag } : {}),
    ...(modified !== null && modified.length <= 100 ? { modified } : {}),
  };
}

function markIn(cursor: string | null): Mark | null {
  if (cursor === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Mark), cursor);
  return parsed.success ? parsed.output : null;
}

/** Many servers stamp every download with its own time; that changes nothing. */
function withoutStamps(text: string): string {
  return text.replace(/^DTSTAMP[:;].*$/gim, "");
}

function isOurs(calendarId: string): void {
  if (calendarId !== feedId) throw new CalendarProblem("gone", "not-found");
}

function infoOf(text: string): CalendarInfo {
  // What a feed says of itself stands before its first entry; the rest is not for the caller's own thread.
  const head = /^[\s\S]*?(?=\r?\n(?:BEGIN:(?!VCALENDAR)|END:VCALENDAR))/i.exec(text)?.[0];
  if (head === undefined) throw notIcs("no end");
  const [calendar] = readCalendars(`${head}\r\nEND:VCALENDAR`);
  const said = (name: string) => calendar && property(calendar, name)?.value;
  const colour = said("X-APPLE-CALENDAR-COLOR")?.slice(0, 7) ?? "";
  return {
    id: feedId,
    name: unescaped(said("X-WR-CALNAME") ?? said("NAME") ?? "").trim().slice(0, 120),
    colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : null,
    writable: false,
    transparent: false,
  };
}

function foundIn({ objects }: Reading, uid: string): Found | null {
  const object = objects.find((each) => each.uid === uid);
  const first = object?.busy[0], last = object?.busy.at(-1);
  if (!first || !last) return null;
  return { href: uid, etag: null, start: first.start, end: last.end, sequence: 0 };
}

function notIcs(detail: string): CalendarProblem {
  return new CalendarProblem("try-again", "not-ics", detail.slice(0, 120));
}

function readOnly(): Promise<never> {
  return Promise.reject(new CalendarProblem("refused", "read-only"));
}
