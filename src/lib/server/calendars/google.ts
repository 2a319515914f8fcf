import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import type { OutboundFetch } from "../outbound.ts";
import {
  type CalendarInfo,
  CalendarProblem,
  type Changes,
  type Found,
  type Version,
} from "./calendar.ts";
import {
  blocks,
  bodyOf,
  bookingOf,
  eventFields,
  eventIdOf,
  GoogleEvent,
  remindersOf,
  timeOf,
  zoneOr,
} from "./google-events.ts";
import { changesIn, Page, refusalOf, seriesOf, withoutSeries } from "./google-listing.ts";
import type { ConsentedCalendar } from "./oauth.ts";
import { type Answer, type Bearer, openJsonApi, type Question, read } from "./json-api.ts";

/** A question at confirm is asked while a person waits; a listing is not. */
const QUICK = { timeoutMs: 4_000 };
const LISTING = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };
/** Pages of 2,500 events: more than anybody has in a year. */
const MOST_PAGES = 40;
/** Pages of changes; an endless series that has changed goes on for years, and costs less when all is listed anew. */
const MOST_CHANGES = 3;
/** Series that are asked for one by one. */
const MOST_SERIES = 20;

/** What a Google account is opened with. */
export interface GoogleAccount {
  /** `https://www.googleapis.com`, or where a stand-in listens. */
  baseUrl: string;
  bearer: Bearer;
  /** Where all-day events are meant when a calendar names no zone. */
  zone: string;
}

const ListedCalendar = v.object({
  id: v.string(),
  summary: v.optional(v.string(), ""),
  summaryOverride: v.optional(v.string()),
  backgroundColor: v.optional(v.string()),
  accessRole: v.optional(v.string(), "reader"),
  primary: v.optional(v.boolean(), false),
});

/** A Google account (Calendar API v3) behind the contract of every calendar. Google expands series; nobody is written to by it. */
export function openGoogle(fetch: OutboundFetch, account: GoogleAccount): ConsentedCalendar {
  const ask = openJsonApi(fetch, account.bearer);

  async function send(method: string, url: URL, question?: Question): Promise<Answer> {
    const answer = await ask(method, url, question);
    if (!answer.ok) throw refusalOf(answer);
    return answer;
  }

  async function pages(
    path: string,
    query: Record<string, string>,
    limits: Question,
    most = Infinity,
  ): Promise<Page[]> {
    const found: Page[] = [];
    let pageToken: string | undefined;
    do {
      if (found.length === MOST_PAGES) throw new CalendarProblem("try-again", "too-large");
      const answer = await send("GET", place(path, { ...query, pageToken }), limits);
      const page = read(Page, answer.body);
      // A page of nothing, and no word of where to go on, is not the end of a listing.
      const isPage = v.is(v.object({ items: v.array(v.unknown()) }), answer.body);
      if (!isPage && page.nextSyncToken === undefined && page.nextPageToken === undefined) {
        throw new CalendarProblem("try-again", "incomplete");
      }
      // A listing of events says that it is one; what does not is something else, however empty.
      if (query.fields !== undefined && page.kind !== "calendar#events") {
        throw new CalendarProblem("try-again", "incomplete");
      }
      found.push(page);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined && found.length < most);
    return found;
  }

  function place(path: string, query: Record<string, string | undefined> = {}): URL {
    const url = new URL(`${account.baseUrl}/calendar/v3/${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  }

  const eventsOf = (calendarId: string) => `calendars/${encodeURIComponent(calendarId)}/events`;
  const eventAt = (calendarId: string, id: string, query = {}) =>
    place(`${eventsOf(calendarId)}/${encodeURIComponent(id)}`, query);
  /** Google mails nobody: our letters do. */
  const silently = { sendUpdates: "none" };
  /** Answers alone about the host: others' answers are not asked for. */
  const instances = { singleEvents: "true", maxAttendees: "1" };
  const during = ({ start, end }: Span) => ({
    timeMin: new Date(start).toISOString(),
    timeMax: new Date(end).toISOString(),
  });

  async function whole(calendarId: string, window: Span): Promise<Changes> {
    const listed = await pages(eventsOf(calendarId), {
      ...instances,
      ...during(window),
      maxResults: "2500",
      fields: `kind,timeZone,nextPageToken,nextSyncToken,items(${eventFields})`,
    }, LISTING);
    return changesIn(listed, window, account.zone, true);
  }

  /** What became of a series is only certain when its instances are listed as they are now. */
  async function changedIn(
    calendarId: string,
    window: Span,
    found: Page[],
    series: ReadonlySet<string>,
  ): Promise<Changes> {
    const instancesNow: Page[] = [];
    for (const id of series) {
      const path = `${eventsOf(calendarId)}/${encodeURIComponent(id)}/instances`;
      try {
        instancesNow.push(
          ...await pages(path, {
            ...during(window),
            maxAttendees: "1",
            maxResults: "2500",
            fields: `kind,timeZone,nextPageToken,items(${eventFields})`,
          }, LISTING),
        );
      } catch (error) {
        const isGone = error instanceof CalendarProblem &&
          (error.kind === "gone" || error.why === "token-gone");
        if (!isGone) throw error;
      }
    }
    const listed = [...instancesNow, ...withoutSeries(found)];
    const changes = changesIn(listed, window, account.zone, false);
    const still = new Set(changes.objects.map(({ href }) => href));
    const gone = [...series].filter((id) => !still.has(id));
    const removed = changes.removed.filter((href) => !still.has(href));
    return { ...changes, removed: [...new Set([...removed, ...gone])] };
  }

  async function listed(): Promise<v.InferOutput<typeof ListedCalendar>[]> {
    const found = await pages("users/me/calendarList", { maxResults: "250" }, {});
    const calendars = found.flatMap(({ items }) => items.map((item) => read(ListedCalendar, item)));
    // The person's own calendar first: it is the one to write to.
    return calendars.sort((a, b) => Number(b.primary) - Number(a.primary));
  }

  async function eventBy(calendarId: string, id: string): Promise<GoogleEvent | null> {
    const answer = await ask("GET", eventAt(calendarId, id));
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw refusalOf(answer);
    return read(GoogleEvent, answer.body);
  }

  return {
    list: async () => (await listed()).map(infoOf),

    /** The person's own address: Google names the first calendar by it. */
    address: async () => (await listed()).find(({ primary }) => primary)?.id.toLowerCase() ?? "",

    async changes(calendarId, window, cursor) {
      if (cursor === null) return await whole(calendarId, window);
      let found: Page[];
      try {
        found = await pages(
          eventsOf(calendarId),
          {
            ...instances,
            maxResults: "2500",
            syncToken: cursor,
            fields: `kind,timeZone,nextPageToken,nextSyncToken,items(${eventFields})`,
          },
          LISTING,
          MOST_CHANGES,
        );
      } catch (error) {
        // 410: the token is too old, everything has to be listed anew.
        if (!(error instanceof CalendarProblem) || error.why !== "token-gone") throw error;
        return { ...await whole(calendarId, window), anew: true };
      }
      const items = found.flatMap((page) => page.items);
      const isAll = found.at(-1)?.nextSyncToken !== undefined;
      if (isAll && items.length === 0) return null;
      const series = new Set(items.flatMap((item) => seriesOf(item) ?? []));
      if (!isAll || series.size > MOST_SERIES) return await whole(calendarId, window);
      return await changedIn(calendarId, window, found, series);
    },

    async busy(calendarId, span) {
      const listed = await pages(eventsOf(calendarId), {
        ...instances,
        ...during(span),
        maxResults: "2500",
        fields: `kind,timeZone,nextPageToken,items(${eventFields},summary)`,
      }, QUICK);
      return listed.flatMap(({ items, timeZone }) =>
        items.flatMap((item) => {
          const event = read(GoogleEvent, item);
          if (!blocks(event)) return [];
          const time = timeOf(event, zoneOr(timeZone, account.zone));
          const own = bookingOf(event.id), title = event.summary ?? "";
          return inside(time, span).map((part) => ({
            ...part,
            title,
            ...(own === null ? {} : { own }),
          }));
        })
      );
    },

    async find(calendarId, uid) {
      const event = await eventBy(calendarId, eventIdOf(uid));
      return event === null || event.status === "cancelled" ? null : foundIn(event, account.zone);
    },

    async put(calendarId, event, seen) {
      const id = seen?.href ?? eventIdOf(event.uid), body = bodyOf(event);
      if (seen) {
        const answer = await ask("PATCH", eventAt(calendarId, id, silently), {
          body,
          headers: ifMatch(seen),
        });
        if (answer.ok) return versionOf(answer);
        throw [404, 410].includes(answer.status)
          ? new CalendarProblem("changed", "changed", `HTTP ${answer.status}`)
          : refusalOf(answer);
      }
      const first = await ask("POST", place(eventsOf(calendarId), silently), {
        body: { ...body, ...remindersOf(event), id },
      });
      if (first.ok) return versionOf(first);
      if (first.status !== 409) throw refusalOf(first);
      // It was written before a crash, or was deleted: an id is never free again, so it is written over.
      const there = await eventBy(calendarId, id);
      const headers = there?.etag ? { "if-match": there.etag } : {};
      return versionOf(await send("PATCH", eventAt(calendarId, id, silently), { body, headers }));
    },

    async remove(calendarId, uid, seen) {
      const id = seen?.href ?? eventIdOf(uid);
      const headers = seen ? ifMatch(seen) : {};
      const answer = await ask("DELETE", eventAt(calendarId, id, silently), { headers });
      if (!answer.ok && answer.status !== 404 && answer.status !== 410) throw refusalOf(answer);
    },
  };
}

function infoOf(calendar: v.InferOutput<typeof ListedCalendar>): CalendarInfo {
  const { id, summary, summaryOverride, backgroundColor, accessRole } = calendar;
  return {
    id,
    name: summaryOverride ?? summary,
    colour: /^#[0-9a-f]{6}$/i.test(backgroundColor ?? "") ? backgroundColor ?? null : null,
    writable: accessRole === "owner" || accessRole === "writer",
    transparent: false,
  };
}

function foundIn(event: GoogleEvent, zone: string): Found {
  const time = timeOf(event, zone);
  const sequence = Number(event.extendedProperties?.private?.invitoSequence ?? NaN);
  return {
    href: event.id,
    etag: event.etag ?? null,
    ...time,
    sequence: Number.isNaN(sequence) ? null : sequence,
  };
}

function versionOf({ body }: Answer): Version {
  const { id, etag } = read(GoogleEvent, body);
  return { href: id, etag: etag ?? null };
}

function ifMatch({ etag }: Version): Record<string, string> {
  return etag === null ? {} : { "if-match": etag };
}
