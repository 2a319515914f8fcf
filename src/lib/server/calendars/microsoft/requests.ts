import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import { collectPages, type PagesOptions } from "../event-pages.ts";
import {
  type ApiAccess,
  type ApiRequest,
  type ApiResponse,
  delay,
  openJsonApi,
  parseBody,
  requireSyncState,
  type SendRequest,
} from "../json-api.ts";
import { GraphPage, toGraphError } from "./pages.ts";

/** A Microsoft account to open. */
export interface MicrosoftAccount extends ApiAccess {
  /** `https://graph.microsoft.com/v1.0`, that of a national cloud, or a test server. */
  baseUrl: string;
  /** The host's IANA zone, for all-day events. */
  zone: string;
  /** Ids of calendars that others share with the host. */
  shared?: ReadonlySet<string>;
}

/** Requests to a Microsoft account. */
export interface MicrosoftRequests {
  sendRequest: SendRequest;
  /** All pages of a listing. */
  pages(from: URL, limits: GraphPageLimits): Promise<GraphPage[]>;
  /** The URL of a path below `/me`. */
  urlFor(path: string, query?: Record<string, string>): URL;
  /** The URL of a next or delta link. Throws "redirect" for another origin, which must not get the token. */
  nextLinkUrl(link: string): URL;
  /** Waits for a number of ms. */
  wait(ms: number): Promise<void>;
}

export interface GraphPageLimits extends ApiRequest, PagesOptions {
  /** Further preferences of the Prefer header (RFC 7240). */
  prefer?: string;
  /** The listing continues from a delta link or series: a refusal throws "token-gone". */
  isIncremental?: true;
}

// Ids that stay when an event is moved to another calendar; times in UTC.
const PREFER = `IdType="ImmutableId", outlook.timezone="UTC"`;

export function openMicrosoftRequests(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): MicrosoftRequests {
  const request = openJsonApi(fetch, account);
  const { origin } = new URL(account.baseUrl);

  const sendRequest: SendRequest = (method, url, init = {}) =>
    request(method, url, { ...init, headers: { prefer: PREFER, ...init.headers } });

  async function page(
    url: URL,
    { prefer, isIncremental, ...limits }: GraphPageLimits,
  ): Promise<GraphPage> {
    const headers: Record<string, string> = prefer ? { prefer: `${PREFER}, ${prefer}` } : {};
    const response: ApiResponse = await sendRequest("GET", url, { ...limits, headers });
    if (isIncremental && !isMailboxMissing(response)) requireSyncState(response);
    // A kind of query that is refused from now on; the next full sync uses another.
    if (isIncremental && (response.status === 405 || response.status === 501)) {
      throw new CalendarError("changed", "token-gone", `HTTP ${response.status}`);
    }
    if (!response.ok) throw toGraphError(response);
    const page = parseBody(GraphPage, response.body);
    // Every listing has a context, also an empty one.
    if (page["@odata.context"] === undefined) throw new CalendarError("try-again", "incomplete");
    return page;
  }

  function nextLinkUrl(link: string): URL {
    const url = URL.parse(link);
    if (url?.origin !== origin) throw new CalendarError("refused", "redirect");
    return url;
  }

  return {
    sendRequest,
    nextLinkUrl,
    wait: account.wait ?? delay,
    urlFor(path, query = {}) {
      const url = new URL(`${account.baseUrl}/me/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url;
    },
    pages: (from, { maxPages, onPage, ...limits }) =>
      collectPages(async (link) => {
        const listed = await page(link === undefined ? from : nextLinkUrl(link), limits);
        return { page: listed, count: listed.value.length, next: listed["@odata.nextLink"] };
      }, { maxPages, onPage }),
  };
}

function isMailboxMissing(response: ApiResponse): boolean {
  return !response.ok && toGraphError(response).reason === "no-mailbox";
}

/** The path of a calendar's resource, or of one event; events of shared calendars exist only below their calendar. */
export function calendarPath(calendarId: string, what: string, eventId?: string): string {
  const path = `calendars/${encodeURIComponent(calendarId)}/${what}`;
  return eventId === undefined ? path : `${path}/${encodeURIComponent(eventId)}`;
}

/** The time range of a calendar view. */
export function timeBounds({ start, end }: Span): Record<string, string> {
  return {
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
  };
}
