import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import { collectPages, type PagesOptions } from "../event-pages.ts";
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

/** A Google account to open. */
export interface GoogleAccount extends ApiAccess {
  /** `https://www.googleapis.com`, or a test server. */
  baseUrl: string;
  /** The host's IANA zone, for all-day events of calendars without a zone and of shared ones. */
  zone: string;
}

/** Requests to a Google account. */
export interface GoogleRequests {
  sendRequest: SendRequest;
  /** Throws unless the response is a success. */
  sendOrThrow: SendRequest;
  /** All pages of a listing. */
  pages(
    kind: GooglePageKind,
    path: string,
    query: Query,
    limits: GooglePageLimits,
  ): Promise<GooglePage[]>;
  /** The URL of a path of the API. */
  urlFor(path: string, query?: Query): URL;
}

export interface GooglePageLimits extends ApiRequest, PagesOptions {
  /** The listing continues from a sync token or series: a refusal throws "token-gone". */
  isIncremental?: true;
}

type GooglePageKind = "calendar#events" | "calendar#calendarList";
export type Query = Record<string, string | undefined>;

export function openGoogleRequests(fetch: OutboundFetch, account: GoogleAccount): GoogleRequests {
  const sendRequest = openJsonApi(fetch, account);

  async function sendOrThrow(method: string, url: URL, request?: ApiRequest): Promise<ApiResponse> {
    const response = await sendRequest(method, url, request);
    if (!response.ok) throw toGoogleError(response);
    return response;
  }

  function urlFor(path: string, query: Query = {}): URL {
    const url = new URL(`${account.baseUrl}/calendar/v3/${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  }

  return {
    sendRequest,
    sendOrThrow,
    urlFor,
    async pages(kind, path, query, { maxPages, onPage, isIncremental, ...limits }) {
      return await collectPages(async (pageToken) => {
        const response = await sendRequest("GET", urlFor(path, { ...query, pageToken }), limits);
        if (isIncremental) requireSyncState(response);
        if (!response.ok) throw toGoogleError(response);
        const page = parseBody(GooglePage, response.body);
        // An empty listing may have no items, but always its kind.
        if (page.kind !== kind) throw new CalendarError("try-again", "incomplete");
        return { page, count: page.items.length, next: page.nextPageToken };
      }, { maxPages, onPage });
    },
  };
}

/** The path of a calendar's events, or of one event. */
export function eventsPath(calendarId: string, eventId?: string): string {
  const events = `calendars/${encodeURIComponent(calendarId)}/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}

/** The time range of a listing. */
export function timeBounds({ start, end }: Span): Query {
  return { timeMin: new Date(start).toISOString(), timeMax: new Date(end).toISOString() };
}

/** Expands series; of the attendees only the host is returned. */
export const expandedInstances = { singleEvents: "true", maxAttendees: "1" };

/** Fields of a listing of events, and of each event. */
export const listingFields =
  `kind,timeZone,accessRole,nextPageToken,nextSyncToken,items(${eventFields})`;
