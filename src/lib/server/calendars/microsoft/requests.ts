import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import { CalendarError } from "../calendar.ts";
import { collectPages } from "../event-pages.ts";
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

/** What a Microsoft account is opened with. */
export interface MicrosoftAccount extends ApiAccess {
  /** `https://graph.microsoft.com/v1.0`, that of a national cloud, or where a stand-in listens. */
  baseUrl: string;
  /** Where whole days are meant. */
  zone: string;
  /** Calendars that others share with the person. */
  shared?: ReadonlySet<string>;
}

/** Requests to a Microsoft account, as everything here makes them. */
export interface MicrosoftRequests {
  sendRequest: SendRequest;
  /** All pages of a listing. */
  pages(from: URL, limits: GraphPageLimits): Promise<GraphPage[]>;
  /** Where something of the account is. */
  urlFor(path: string, query?: Record<string, string>): URL;
  /** Where an answer says that it goes on; our token goes to no other server. */
  nextLinkUrl(link: string): URL;
  /** Waits so many milliseconds. */
  wait(ms: number): Promise<void>;
}

export interface GraphPageLimits extends ApiRequest {
  /** Wishes beside those that every request has (RFC 7240). */
  prefer?: string;
  /** It goes on from what was known: a no means that this is known no more ("token-gone"). */
  isIncremental?: true;
}

// Ids that last when an event is moved to another calendar; times in one zone.
const PREFER = `IdType="ImmutableId", outlook.timezone="UTC"`;

export function openMicrosoftRequests(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): MicrosoftRequests {
  const request = openJsonApi(fetch, account);
  const { origin } = new URL(account.baseUrl);

  const ask: SendRequest = (method, url, question = {}) =>
    request(method, url, { ...question, headers: { prefer: PREFER, ...question.headers } });

  async function page(
    url: URL,
    { prefer, isIncremental, ...limits }: GraphPageLimits,
  ): Promise<GraphPage> {
    const headers: Record<string, string> = prefer ? { prefer: `${PREFER}, ${prefer}` } : {};
    const answer: ApiResponse = await ask("GET", url, { ...limits, headers });
    if (isIncremental && !isMailboxMissing(answer)) requireSyncState(answer);
    if (!answer.ok) throw toGraphError(answer);
    const page = parseBody(GraphPage, answer.body);
    // A listing says what it is one of; what does not is something else, however empty.
    if (page["@odata.context"] === undefined) throw new CalendarError("try-again", "incomplete");
    return page;
  }

  function linked(link: string): URL {
    const url = URL.parse(link);
    if (url?.origin !== origin) throw new CalendarError("refused", "redirect");
    return url;
  }

  return {
    sendRequest: ask,
    nextLinkUrl: linked,
    wait: account.wait ?? delay,
    urlFor(path, query = {}) {
      const url = new URL(`${account.baseUrl}/me/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url;
    },
    pages: (from, limits) =>
      collectPages(async (link) => {
        const found = await page(link === undefined ? from : linked(link), limits);
        return { page: found, count: found.value.length, next: found["@odata.nextLink"] };
      }),
  };
}

function isMailboxMissing(answer: ApiResponse): boolean {
  return !answer.ok && toGraphError(answer).why === "no-mailbox";
}

/** A calendar; in it an event, addressed so because that is where those of shared calendars stand, and nowhere else. */
export function calendarPath(calendarId: string, what: string, eventId?: string): string {
  const path = `calendars/${encodeURIComponent(calendarId)}/${what}`;
  return eventId === undefined ? path : `${path}/${encodeURIComponent(eventId)}`;
}

/** Bounds of a view. */
export function timeBounds({ start, end }: Span): Record<string, string> {
  return {
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
  };
}
