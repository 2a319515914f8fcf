import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import { collectPages } from "../event-pages.ts";
import { eventFields } from "./event.ts";
import { GooglePage, toGoogleError } from "./pages.ts";
import {
  type ApiAccess,
  type ApiRequest,
  type ApiResponse,
  openJsonApi,
  parseBody,
  requireSyncState,
  type SendRequest,
} from "../json-api.ts";

/** What a Google account is opened with. */
export interface GoogleAccount extends ApiAccess {
  /** `https://www.googleapis.com`, or where a stand-in listens. */
  baseUrl: string;
  /** Where all-day events are meant when a calendar names no zone, or is not the person's own. */
  zone: string;
}

/** Requests to a Google account, as everything here makes them. */
export interface GoogleRequests {
  sendRequest: SendRequest;
  /** Throws what is not a success. */
  sendOrThrow: SendRequest;
  /** All pages of a listing. */
  pages(
    kind: GooglePageKind,
    path: string,
    query: Query,
    limits: GooglePageLimits,
  ): Promise<GooglePage[]>;
  /** Where something is. */
  urlFor(path: string, query?: Query): URL;
}

export interface GooglePageLimits extends ApiRequest {
  /** Pages that are asked for at the most. */
  maxPages?: number;
  /** It goes on from what was known: a no means that this is known no more ("token-gone"). */
  isIncremental?: true;
}

type GooglePageKind = "calendar#events" | "calendar#calendarList";
export type Query = Record<string, string | undefined>;

export function openGoogleRequests(fetch: OutboundFetch, account: GoogleAccount): GoogleRequests {
  const ask = openJsonApi(fetch, account);

  async function send(method: string, url: URL, question?: ApiRequest): Promise<ApiResponse> {
    const answer = await ask(method, url, question);
    if (!answer.ok) throw toGoogleError(answer);
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
    sendRequest: ask,
    sendOrThrow: send,
    urlFor: place,
    async pages(kind, path, query, { maxPages = Infinity, isIncremental, ...limits }) {
      return await collectPages(async (pageToken) => {
        const answer = await ask("GET", place(path, { ...query, pageToken }), limits);
        if (isIncremental) requireSyncState(answer);
        if (!answer.ok) throw toGoogleError(answer);
        const page = parseBody(GooglePage, answer.body);
        // An empty listing may leave its items out, but it names its kind; what does not is something else.
        if (page.kind !== kind) throw new CalendarError("try-again", "incomplete");
        return { page, count: page.items.length, next: page.nextPageToken };
      }, maxPages);
    },
  };
}

/** The events of a calendar, and one of them. */
export function eventsPath(calendarId: string, eventId?: string): string {
  const events = `calendars/${encodeURIComponent(calendarId)}/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}

/** Bounds of a listing. */
export function timeBounds({ start, end }: Span): Query {
  return { timeMin: new Date(start).toISOString(), timeMax: new Date(end).toISOString() };
}

/** Answers alone about the host: others' answers are not asked for. */
export const expandedInstances = { singleEvents: "true", maxAttendees: "1" };

/** What is asked for of a listing of events, and of each event. */
export const listingFields =
  `kind,timeZone,accessRole,nextPageToken,nextSyncToken,items(${eventFields})`;
