/** Which objects a CalDAV calendar has, and what is in them; the long answers are read off the path of requests. */
import type { Span } from "$lib/scheduling/span.ts";
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { CalendarProblem, type Changes, type RemoteObject } from "./calendar.ts";
import type { Reader } from "./reader.ts";
import type { Entry, Listing, ReadObject, View } from "./reading.ts";
import { sameHref } from "./same-href.ts";
import { refusalOf } from "./trouble.ts";
import { type Answered, type Dav, hrefOf } from "./webdav.ts";
import { escaped } from "./xml.ts";

const HOUR = 3_600_000;
/** A listing may take long on an old server; nobody waits for it. */
const PATIENT = { timeoutMs: 60_000 };
/** Objects in one question. */
const BATCH = 200;

/** A calendar collection with all that it is asked with. */
export interface Collection {
  server: Dav;
  reader: Reader;
  url: URL;
  view: View;
}

/** What could be read of the objects that were asked for. */
export interface Fetched {
  objects: RemoteObject[];
  skipped: Changes["skipped"];
  /** Not there, by the server's own word about each. */
  gone: string[];
}

/** Address and ETag of everything that may touch the window: the listing is complete, or this throws. */
export async function listWindow(collection: Collection): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for (
    const { href, etag, gone } of await askEach(collection, filtersFor(collection.view.window))
  ) {
    if (!gone) found.set(href, etag);
  }
  return found;
}

/**
 * Filters that together let through what may touch a span. Servers are met that leave every recurring event out of a
 * time range, so those are asked for beside it; a day more on both sides, for servers with zones of their own.
 */
export function filtersFor(span: Span): string[] {
  const range = `start="${utc(span.start - 26 * HOUR)}" end="${utc(span.end + 26 * HOUR)}"`;
  return [
    `<c:time-range ${range}/>`,
    `<c:prop-filter name="RRULE"/>`,
    `<c:prop-filter name="RDATE"/>`,
  ];
}

/** Whether a server does not know a filter and is to be asked for all there is. */
export function knowsNoFilter(error: unknown): boolean {
  const why = error instanceof CalendarProblem ? error.why : "";
  return ["forbidden", "not-caldav", "server-error"].includes(why);
}

async function askEach(collection: Collection, filters: string[]): Promise<Entry[]> {
  const ask = async (filter: string) => {
    const body = `<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
      <d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
      ${filter}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
    return (await report(collection, body, 1)).entries;
  };
  try {
    const entries: Entry[] = [];
    for (const filter of filters) entries.push(...await ask(filter));
    return entries;
  } catch (error) {
    if (!knowsNoFilter(error)) throw error;
    return await ask("");
  }
}

/** A REPORT whose answer names objects without their content. */
export async function report(
  { server, reader, url }: Collection,
  body: string,
  depth: 0 | 1,
): Promise<Listing> {
  const answer = await server.askText("REPORT", url, body, depth, PATIENT);
  return await reader.read("listing", { text: answer.text, base: answer.url.href });
}

/** Reads objects, some at a time; `told` hears how many are done. While some are read, the server is asked for the next. */
export async function fetchObjects(
  collection: Collection,
  hrefs: readonly string[],
  told: (done: number) => void = () => {},
): Promise<Fetched> {
  const fetched: Fetched = { objects: [], skipped: [], gone: [] };
  const batches = Array.from(
    { length: Math.ceil(hrefs.length / BATCH) },
    (_, n) => hrefs.slice(n * BATCH, (n + 1) * BATCH),
  );
  const ask = (batch: string[] | undefined) => batch && settled(askFor(collection, batch));
  let ahead = ask(batches[0]), done = 0;
  for (const [n, batch] of batches.entries()) {
    const downloaded = await ahead;
    ahead = ask(batches[n + 1]);
    if (downloaded) await readBatch(collection, batch, downloaded, fetched);
    told(done += batch.length);
  }
  return fetched;
}

/** An answer, or why there is none, for whoever comes to look at it: until then a failure troubles nobody. */
type Settled = { answer: Answered } | { error: unknown };

function settled(asking: Promise<Answered>): Promise<Settled> {
  return asking.then((answer) => ({ answer }), (error) => ({ error }));
}

async function readBatch(
  collection: Collection,
  hrefs: string[],
  downloaded: Settled,
  fetched: Fetched,
) {
  let objects: ReadObject[];
  try {
    if ("error" in downloaded) throw downloaded.error;
    const { text, url } = downloaded.answer;
    const { reader, view } = collection;
    objects = await reader.read("objects", { text, base: url.href, view });
  } catch (error) {
    if (!(error instanceof CalendarProblem) || error.why !== "too-large") throw error;
    const [only, ...more] = hrefs;
    if (only && more.length === 0) {
      fetched.skipped.push({ href: only, etag: null, why: "too-large", title: "", mark: only });
      return;
    }
    const half = Math.ceil(hrefs.length / 2);
    for (const part of [hrefs.slice(0, half), hrefs.slice(half)]) {
      await readBatch(collection, part, await settled(askFor(collection, part)), fetched);
    }
    return;
  }
  const find = finderIn(objects);
  for (const href of hrefs) {
    const object = find(href);
    if (object?.reading) take(href, object, fetched);
    else await fetchOne(collection, href, fetched);
  }
}

/** Finds by address as it was asked for, else in the server's own spelling; of what is said twice nobody knows which holds. */
function finderIn(objects: ReadObject[]): (href: string) => ReadObject | undefined {
  const named = byName(objects, (href) => href);
  let spelled: typeof named | null = null;
  return (href) => {
    const object = named.get(href);
    if (object !== undefined) return object ?? undefined;
    spelled ??= byName(objects, sameHref);
    return spelled.get(sameHref(href)) ?? undefined;
  };
}

function byName(objects: ReadObject[], nameOf: (href: string) => string) {
  const named = new Map<string, ReadObject | null>();
  for (const object of objects) {
    const name = nameOf(object.href);
    named.set(name, named.has(name) ? null : object);
  }
  return named;
}

function askFor({ server, url }: Collection, hrefs: string[]): Promise<Answered> {
  const paths = hrefs.map((href) => `<d:href>${escaped(new URL(href).pathname)}</d:href>`).join("");
  const body = `<c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop>${paths}</c:calendar-multiget>`;
  return server.askText("REPORT", url, body, 1, PATIENT);
}

/** What a server left out of a longer answer is asked for by itself: only its own 404 says that it is gone. */
async function fetchOne({ server, reader, url, view }: Collection, href: string, fetched: Fetched) {
  const answer = await server.send("GET", hrefOf(href, url));
  if (answer.status === 404 || answer.status === 410) {
    fetched.gone.push(href);
    return;
  }
  if (answer.status !== 200) throw refusalOf(answer);
  const reading = await reader.read("calendar", { text: await answer.text(), view });
  const etag = answer.headers.get("etag");
  if ("broken" in reading) fetched.skipped.push({ href, etag, ...reading.broken });
  else take(href, { etag, reading }, fetched);
}

function take(href: string, { etag, reading }: Pick<ReadObject, "etag" | "reading">, to: Fetched) {
  for (const unread of reading?.skipped ?? []) to.skipped.push({ href, etag, ...unread });
  for (const { uid, busy, unknown } of reading?.objects ?? []) {
    to.objects.push({ href, etag, uid, busy, own: bookingIdOf(uid), unknown });
  }
}

const utc = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
