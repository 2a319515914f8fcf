import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../outbound.ts";
import { CalendarProblem } from "./calendar.ts";
import { eventFields } from "./google-events.ts";
import { Page, refusalOf } from "./google-listing.ts";
import {
  type Answer,
  type Ask,
  type Asking,
  openJsonApi,
  type Question,
  read,
  saysBeginAnew,
} from "./json-api.ts";

/** Pages of 2,500 events: more than anybody has in a year. */
const MOST_EVENTS = 100_000;

/** What a Google account is opened with. */
export interface GoogleAccount extends Asking {
  /** `https://www.googleapis.com`, or where a stand-in listens. */
  baseUrl: string;
  /** Where all-day events are meant when a calendar names no zone, or is not the person's own. */
  zone: string;
}

/** Requests to a Google account, as everything here makes them. */
export interface GoogleRequests {
  ask: Ask;
  /** Throws what is not a success. */
  send: Ask;
  /** All pages of a listing. */
  pages(kind: PageKind, path: string, query: Query, limits: Limits): Promise<Page[]>;
  /** Where something is. */
  place(path: string, query?: Query): URL;
}

interface Limits extends Question {
  /** Pages that are asked for at the most. */
  most?: number;
  /** It goes on from what was known: a no means that this is known no more ("token-gone"). */
  goesOn?: true;
}

type PageKind = "calendar#events" | "calendar#calendarList";
type Query = Record<string, string | undefined>;

export function openGoogleRequests(fetch: OutboundFetch, account: GoogleAccount): GoogleRequests {
  const ask = openJsonApi(fetch, account);

  async function send(method: string, url: URL, question?: Question): Promise<Answer> {
    const answer = await ask(method, url, question);
    if (!answer.ok) throw refusalOf(answer);
    return answer;
  }

  function place(path: string, query: Query = {}): URL {
    const url = new URL(`${account.baseUrl}/calendar/v3/${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  }

  return {
    ask,
    send,
    place,
    async pages(kind, path, query, { most = Infinity, goesOn, ...limits }) {
      const found: Page[] = [];
      let pageToken: string | undefined, events = 0;
      do {
        if (events >= MOST_EVENTS) throw new CalendarProblem("try-again", "too-many-events");
        const answer = await ask("GET", place(path, { ...query, pageToken }), limits);
        if (goesOn && saysBeginAnew(answer)) {
          throw new CalendarProblem("changed", "token-gone", `HTTP ${answer.status}`);
        }
        if (!answer.ok) throw refusalOf(answer);
        const page = read(Page, answer.body);
        // An empty listing may leave its items out, but it says what it is a listing of; what does not is something else.
        if (page.kind !== kind) throw new CalendarProblem("try-again", "incomplete");
        found.push(page);
        events += Math.max(1, page.items.length);
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined && found.length < most);
      return found;
    },
  };
}

/** The events of a calendar, and one of them. */
export function eventsPath(calendarId: string, eventId?: string): string {
  const events = `calendars/${encodeURIComponent(calendarId)}/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}

/** Bounds of a listing. */
export function during({ start, end }: Span): Query {
  return { timeMin: new Date(start).toISOString(), timeMax: new Date(end).toISOString() };
}

/** Answers alone about the host: others' answers are not asked for. */
export const asInstances = { singleEvents: "true", maxAttendees: "1" };

/** What is asked for of a listing of events, and of each event. */
export const listingFields =
  `kind,timeZone,accessRole,nextPageToken,nextSyncToken,items(${eventFields})`;
