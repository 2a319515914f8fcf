import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import type { OutboundFetch } from "../outbound.ts";
import { type CalendarInfo, CalendarProblem, type Changes, type Version } from "./calendar.ts";
import { type Answer, type Bearer, openJsonApi, type Question, read } from "./json-api.ts";
import {
  blocks,
  bodyOf,
  bookingOf,
  etagOf,
  eventFields,
  GraphEvent,
  reminderOf,
  sequenceOf,
  sequenceProperty,
  timeOf,
  uidProperty,
} from "./microsoft-events.ts";
import type { ConsentedCalendar } from "./oauth.ts";
import {
  changesIn,
  eventsIn,
  isRemoved,
  Page,
  refusalOf,
  seriesOf,
  withoutSeries,
} from "./microsoft-listing.ts";

const QUICK = { timeoutMs: 4_000 };
const LISTING = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 };
const MOST_PAGES = 200;
/** Series that are asked for one by one. */
const MOST_SERIES = 20;

/** What a Microsoft account is opened with. */
export interface MicrosoftAccount {
  /** `https://graph.microsoft.com/v1.0`, that of a national cloud, or where a stand-in listens. */
  baseUrl: string;
  bearer: Bearer;
  /** Where whole days are meant. */
  zone: string;
}

const ListedCalendar = v.object({
  id: v.string(),
  name: v.optional(v.nullable(v.string())),
  hexColor: v.optional(v.nullable(v.string())),
  canEdit: v.optional(v.nullable(v.boolean())),
  isDefaultCalendar: v.optional(v.nullable(v.boolean())),
  owner: v.optional(v.nullable(v.object({ address: v.optional(v.nullable(v.string())) }))),
});
type ListedCalendar = v.InferOutput<typeof ListedCalendar>;

/** A Microsoft account (Graph v1.0) behind the contract of every calendar. Graph expands series; nobody is written to by it. */
export function openMicrosoft(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): ConsentedCalendar {
  const ask = openJsonApi(fetch, account);
  const base = new URL(account.baseUrl);
  // Ids that last when an event is moved to another calendar; times in one zone.
  const prefer = `IdType="ImmutableId", outlook.timezone="UTC"`;

  async function send(method: string, url: URL, question: Question = {}): Promise<Answer> {
    const answer = await askPreferring(method, url, question);
    if (!answer.ok) throw refusalOf(answer);
    return answer;
  }

  function askPreferring(method: string, url: URL, question: Question = {}): Promise<Answer> {
    return ask(method, url, { ...question, headers: { prefer, ...question.headers } });
  }

  function place(path: string, query: Record<string, string> = {}): URL {
    const url = new URL(`${account.baseUrl}/me/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** An address that an answer gives for what follows; our token goes nowhere else. */
  function linked(link: string): URL {
    const url = URL.parse(link);
    if (url?.origin !== base.origin) throw new CalendarProblem("refused", "redirect");
    return url;
  }

  async function pages(from: URL, limits: Question): Promise<Page[]> {
    const found: Page[] = [];
    let next: URL | null = from;
    while (next) {
      if (found.length === MOST_PAGES) throw new CalendarProblem("try-again", "too-large");
      const page: Page = read(Page, (await send("GET", next, limits)).body);
      // A listing says what it is one of; what does not is something else, however empty.
      if (page["@odata.context"] === undefined) {
        throw new CalendarProblem("try-again", "incomplete");
      }
      found.push(page);
      const link: string | undefined = page["@odata.nextLink"];
      next = link === undefined ? null : linked(link);
    }
    return found;
  }

  async function whole(calendarId: string, window: Span): Promise<Changes> {
    const from = place(`${at(calendarId)}/calendarView/delta`, during(window));
    return changesIn(await round(from), window, account.zone, true);
  }

  /** All pages of a round of changes. */
  async function round(from: URL): Promise<Page[]> {
    const listed = await pages(from, paged(LISTING));
    // The last page says where the next round begins; an answer without it is not the end of a listing.
    if (listed.at(-1)?.["@odata.deltaLink"] === undefined) {
      throw new CalendarProblem("try-again", "incomplete");
    }
    return listed;
  }

  /** What became of a series is only certain when its instances are listed as they are now. */
  async function changedIn(
    window: Span,
    found: Page[],
    series: ReadonlySet<string>,
  ): Promise<Changes> {
    const instancesNow: Page[] = [];
    for (const id of series) {
      const from = place(`events/${encodeURIComponent(id)}/instances`, {
        ...during(window),
        $select: eventFields,
        $top: "500",
      });
      try {
        instancesNow.push(...await pages(from, LISTING));
      } catch (error) {
        if (!(error instanceof CalendarProblem) || error.kind !== "gone") throw error;
      }
    }
    const listed = [...instancesNow, ...withoutSeries(found)];
    const changes = changesIn(listed, window, account.zone, false);
    const still = new Set(changes.objects.map(({ href }) => href));
    const gone = [...series].filter((id) => !still.has(id));
    return { ...changes, removed: [...changes.removed, ...gone] };
  }

  const paged = (limits: Question): Question => ({
    ...limits,
    headers: { prefer: `${prefer}, odata.maxpagesize=500` },
  });

  async function listed(): Promise<ListedCalendar[]> {
    const found = await pages(place("calendars", { $top: "100" }), {});
    const calendars = found.flatMap(({ value }) => value.map((each) => read(ListedCalendar, each)));
    const isFirst = (calendar: ListedCalendar) => Number(calendar.isDefaultCalendar ?? false);
    return calendars.sort((a, b) => isFirst(b) - isFirst(a));
  }

  async function eventBy(calendarId: string, uid: string): Promise<GraphEvent | null> {
    const found = await pages(
      place(`${at(calendarId)}/events`, {
        $filter:
          `singleValueExtendedProperties/Any(ep: ep/id eq '${uidProperty}' and ep/value eq '${
            uid.replaceAll("'", "''")
          }')`,
        $expand: `singleValueExtendedProperties($filter=id eq '${sequenceProperty}')`,
        $select: eventFields,
      }),
      {},
    );
    const [event] = found.flatMap(({ value }) => value.map((each) => read(GraphEvent, each)));
    return event ?? null;
  }

  async function change(id: string, body: unknown, etag: string | null): Promise<Answer> {
    const headers: Record<string, string> = etag === null ? {} : { "if-match": etag };
    const answer = await askPreferring("PATCH", eventAt(id), { body, headers });
    if (answer.ok) return answer;
    throw answer.status === 404
      ? new CalendarProblem("changed", "changed", "HTTP 404")
      : refusalOf(answer);
  }

  const at = (calendarId: string) => `calendars/${encodeURIComponent(calendarId)}`;
  const eventAt = (id: string) => place(`events/${encodeURIComponent(id)}`);

  return {
    list: async () => (await listed()).map(infoOf),

    /** The person's own address: that of who owns the default calendar. */
    async address() {
      const [first] = await listed();
      return first?.owner?.address?.toLowerCase() ?? "";
    },

    async changes(calendarId, window, cursor, known) {
      if (cursor === null) return await whole(calendarId, window);
      let found: Page[];
      try {
        found = await round(linked(cursor));
      } catch (error) {
        if (!(error instanceof CalendarProblem) || error.why !== "token-gone") throw error;
        return { ...await whole(calendarId, window), anew: true };
      }
      const events = eventsIn(found);
      if (events.length === 0) return null;
      // What a removed id that nobody knows stood for is only certain when all is listed as it is now.
      const hrefs = await known?.etags();
      const series = new Set<string>();
      for (const event of events) {
        const its = seriesOf(event);
        const isCertain = isRemoved(event) ? hrefs?.has(event.id) : its !== undefined;
        if (!isCertain) return await whole(calendarId, window);
        if (its) series.add(its);
      }
      if (series.size > MOST_SERIES) return await whole(calendarId, window);
      return await changedIn(window, found, series);
    },

    async busy(calendarId, span) {
      const found = await pages(
        place(`${at(calendarId)}/calendarView`, {
          ...during(span),
          $select: eventFields,
          $top: "500",
        }),
        QUICK,
      );
      return found.flatMap(({ value }) =>
        value.flatMap((each) => {
          const event = read(GraphEvent, each);
          if (!blocks(event)) return [];
          const own = bookingOf(event), title = event.subject ?? "";
          return inside(timeOf(event, account.zone), span).map((part) => ({
            ...part,
            title,
            ...(own === null ? {} : { own }),
          }));
        })
      );
    },

    async find(calendarId, uid) {
      const event = await eventBy(calendarId, uid);
      if (!event || event.isCancelled) return null;
      const time = timeOf(event, account.zone);
      return { ...versionOf(event), ...time, sequence: sequenceOf(event) };
    },

    async put(calendarId, event, seen) {
      const body = bodyOf(event);
      if (seen) return versionIn(await change(seen.href, body, seen.etag));
      const there = await eventBy(calendarId, event.uid);
      if (there) return versionIn(await change(there.id, body, etagOf(there)));
      // A create that is sent twice makes one event, by its transaction id.
      const create = (transactionId: string) =>
        askPreferring("POST", place(`${at(calendarId)}/events`), {
          body: { ...body, ...reminderOf(event), transactionId },
        });
      const first = await create(event.uid);
      if (first.ok) return versionIn(first);
      if (first.status !== 409) throw refusalOf(first);
      const meanwhile = await eventBy(calendarId, event.uid);
      if (meanwhile) return versionIn(await change(meanwhile.id, body, etagOf(meanwhile)));
      // The id was used up by an event that was deleted since.
      const again = await create(`${event.uid}#${event.sequence}-${event.stamp}`);
      if (!again.ok) throw refusalOf(again);
      return versionIn(again);
    },

    async remove(calendarId, uid, seen) {
      const there = seen ??
        await eventBy(calendarId, uid).then((event) => event && versionOf(event));
      if (!there) return;
      const headers: Record<string, string> = seen?.etag ? { "if-match": seen.etag } : {};
      const answer = await askPreferring("DELETE", eventAt(there.href), { headers });
      if (!answer.ok && answer.status !== 404 && answer.status !== 410) throw refusalOf(answer);
    },
  };
}

function during({ start, end }: Span): Record<string, string> {
  return {
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
  };
}

function infoOf({ id, name, hexColor, canEdit }: ListedCalendar): CalendarInfo {
  const colour = hexColor && /^#[0-9a-f]{6}$/i.test(hexColor) ? hexColor : null;
  return { id, name: name ?? "", colour, writable: canEdit === true, transparent: false };
}

function versionOf(event: GraphEvent): Version {
  return { href: event.id, etag: etagOf(event) };
}

function versionIn({ body }: Answer): Version {
  return versionOf(read(GraphEvent, body));
}
