import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../outbound.ts";
import { CalendarProblem } from "./calendar.ts";
import {
  type Answer,
  type Ask,
  type Asking,
  delay,
  openJsonApi,
  type Question,
  read,
  saysBeginAnew,
} from "./json-api.ts";
import { Page, refusalOf } from "./microsoft-listing.ts";

/** More than anybody has in a year. */
const MOST_EVENTS = 100_000;

/** What a Microsoft account is opened with. */
export interface MicrosoftAccount extends Asking {
  /** `https://graph.microsoft.com/v1.0`, that of a national cloud, or where a stand-in listens. */
  baseUrl: string;
  /** Where whole days are meant. */
  zone: string;
  /** Calendars that others share with the person. */
  shared?: ReadonlySet<string>;
}

/** Requests to a Microsoft account, as everything here makes them. */
export interface MicrosoftRequests {
  ask: Ask;
  /** All pages of a listing. */
  pages(from: URL, limits: Limits): Promise<Page[]>;
  /** Where something of the account is. */
  place(path: string, query?: Record<string, string>): URL;
  /** Where an answer says that it goes on; our token goes to no other server. */
  linked(link: string): URL;
  /** Waits so many milliseconds. */
  wait(ms: number): Promise<void>;
}

export interface Limits extends Question {
  /** Wishes beside those that every request has (RFC 7240). */
  prefer?: string;
  /** It goes on from what was known: a no means that this is known no more ("token-gone"). */
  goesOn?: true;
}

// Ids that last when an event is moved to another calendar; times in one zone.
const PREFER = `IdType="ImmutableId", outlook.timezone="UTC"`;

export function openMicrosoftRequests(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): MicrosoftRequests {
  const request = openJsonApi(fetch, account);
  const { origin } = new URL(account.baseUrl);

  const ask: Ask = (method, url, question = {}) =>
    request(method, url, { ...question, headers: { prefer: PREFER, ...question.headers } });

  async function page(url: URL, { prefer, goesOn, ...limits }: Limits): Promise<Page> {
    const headers: Record<string, string> = prefer ? { prefer: `${PREFER}, ${prefer}` } : {};
    const answer: Answer = await ask("GET", url, { ...limits, headers });
    if (goesOn && !isMailboxTrouble(answer) && saysBeginAnew(answer)) {
      throw new CalendarProblem("changed", "token-gone", `HTTP ${answer.status}`);
    }
    if (!answer.ok) throw refusalOf(answer);
    const page = read(Page, answer.body);
    // A listing says what it is one of; what does not is something else, however empty.
    if (page["@odata.context"] === undefined) throw new CalendarProblem("try-again", "incomplete");
    return page;
  }

  function linked(link: string): URL {
    const url = URL.parse(link);
    if (url?.origin !== origin) throw new CalendarProblem("refused", "redirect");
    return url;
  }

  return {
    ask,
    linked,
    wait: account.wait ?? delay,
    place(path, query = {}) {
      const url = new URL(`${account.baseUrl}/me/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url;
    },
    async pages(from, limits) {
      const found: Page[] = [];
      let events = 0;
      for (let next: URL | null = from; next;) {
        if (events >= MOST_EVENTS) throw new CalendarProblem("try-again", "too-many-events");
        const got: Page = await page(next, limits);
        found.push(got);
        events += Math.max(1, got.value.length);
        const link: string | undefined = got["@odata.nextLink"];
        next = link === undefined ? null : linked(link);
      }
      return found;
    },
  };
}

function isMailboxTrouble(answer: Answer): boolean {
  return !answer.ok && refusalOf(answer).why === "no-mailbox";
}

/** A calendar; in it an event, addressed so because that is where those of shared calendars stand, and nowhere else. */
export function calendarPath(calendarId: string, what: string, eventId?: string): string {
  const path = `calendars/${encodeURIComponent(calendarId)}/${what}`;
  return eventId === undefined ? path : `${path}/${encodeURIComponent(eventId)}`;
}

/** Bounds of a view. */
export function during({ start, end }: Span): Record<string, string> {
  return {
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
  };
}
