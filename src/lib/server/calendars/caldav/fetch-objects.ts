/** What is in the objects of a CalDAV calendar; the long answers are read off the path of requests. */
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { CalendarError, type Changes, type RemoteObject } from "../calendar.ts";
import type { UnreadableEntry } from "$lib/icalendar/unreadable-entries.ts";
import { readCollectionState } from "./collection-state.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import type { ParsedObject, ParseScope } from "../parsing/parse-response.ts";
import { canonicalHref } from "../canonical-href.ts";
import { errorFromResponse, isWholeRequestRefused } from "../errors.ts";
import { hrefOf, type MultistatusText, type WebDavClient } from "./webdav.ts";
import { escapeXml } from "./xml.ts";

/** A listing may take long on an old server; nobody waits for it. */
export const BACKGROUND_LIMITS = { timeoutMs: MINUTE };
/** Objects in one question. */
const BATCH_SIZE = 200;
/** So few are asked for one by one, where a server refuses the whole question for the sake of one of them. */
const MAX_SINGLE_RETRIES = 8;
/** Objects of one reading that are asked for one by one; a server that knows no other way is not read to its end. */
const MAX_SINGLE_REQUESTS = 2_000;

/** A calendar collection with all that it is asked with. */
export interface CalendarCollection {
  server: WebDavClient;
  reader: ResponseParser;
  url: URL;
  view: ParseScope;
}

/** What could be read of the objects that were asked for. */
export interface FetchedObjects {
  objects: RemoteObject[];
  unreadable: Changes["unreadable"];
  /** Not there, by the server's own word about each. */
  gone: string[];
  /** How many were asked for one by one. */
  singleRequests: number;
}

/** Reads objects, some at a time; `told` hears how many are done. While some are read, the server is asked for the next. */
export async function fetchObjects(
  collection: CalendarCollection,
  hrefs: readonly string[],
  told: (done: number) => void = () => {},
): Promise<FetchedObjects> {
  const fetched: FetchedObjects = { objects: [], unreadable: [], gone: [], singleRequests: 0 };
  const batches = Array.from(
    { length: Math.ceil(hrefs.length / BATCH_SIZE) },
    (_, n) => hrefs.slice(n * BATCH_SIZE, (n + 1) * BATCH_SIZE),
  );
  const ask = (batch: string[] | undefined) => batch && toBatchResult(multiget(collection, batch));
  let ahead = ask(batches[0]), done = 0;
  for (const [n, batch] of batches.entries()) {
    const downloaded = await ahead;
    ahead = ask(batches[n + 1]);
    if (downloaded) await readBatch(collection, batch, downloaded, fetched);
    told(done += batch.length);
  }
  // Of a calendar that is gone itself, nothing that was in it is known to be deleted.
  if (fetched.gone.length > 0) await readCollectionState(collection.server, collection.url);
  return fetched;
}

/** An answer, or why there is none, for whoever comes to look at it: until then a failure troubles nobody. */
type BatchResult = { answer: MultistatusText } | { error: unknown };

function toBatchResult(asking: Promise<MultistatusText>): Promise<BatchResult> {
  return asking.then((answer) => ({ answer }), (error) => ({ error }));
}

async function readBatch(
  collection: CalendarCollection,
  hrefs: string[],
  downloaded: BatchResult,
  fetched: FetchedObjects,
) {
  let objects: ParsedObject[];
  try {
    if ("error" in downloaded) throw downloaded.error;
    const { text, url } = downloaded.answer;
    const { reader, view } = collection;
    objects = await reader.parse("objects", { text, base: url.href, view });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const isTooLarge = error.why === "too-large";
    if (!isTooLarge && !isWholeRequestRefused(error)) throw error;
    const [only, ...more] = hrefs;
    if (isTooLarge && only && more.length === 0) {
      fetched.unreadable.push({
        href: only,
        etag: null,
        why: "too-large",
        title: "",
        fingerprint: only,
      });
      return;
    }
    if (!isTooLarge && hrefs.length <= MAX_SINGLE_RETRIES) {
      fetched.singleRequests += hrefs.length;
      if (fetched.singleRequests > MAX_SINGLE_REQUESTS) throw error;
      for (const href of hrefs) await fetchOne(collection, href, fetched);
      return;
    }
    const half = Math.ceil(hrefs.length / 2);
    for (const part of [hrefs.slice(0, half), hrefs.slice(half)]) {
      await readBatch(collection, part, await toBatchResult(multiget(collection, part)), fetched);
    }
    return;
  }
  const find = objectFinder(objects);
  for (const href of hrefs) {
    const object = find(href);
    if (object?.busyTimes) addObject(href, object, fetched);
    else await fetchOne(collection, href, fetched);
  }
}

/** Finds by address as it was asked for, else in the server's own spelling; of what is said twice nobody knows which holds. */
function objectFinder(objects: ParsedObject[]): (href: string) => ParsedObject | undefined {
  const named = groupByHref(objects, (href) => href);
  let spelled: typeof named | null = null;
  return (href) => {
    const object = named.get(href);
    if (object !== undefined) return object ?? undefined;
    spelled ??= groupByHref(objects, canonicalHref);
    return spelled.get(canonicalHref(href)) ?? undefined;
  };
}

function groupByHref(objects: ParsedObject[], nameOf: (href: string) => string) {
  const named = new Map<string, ParsedObject | null>();
  for (const object of objects) {
    const name = nameOf(object.href);
    named.set(name, named.has(name) ? null : object);
  }
  return named;
}

function multiget({ server, url }: CalendarCollection, hrefs: string[]): Promise<MultistatusText> {
  const paths = hrefs.map((href) => `<d:href>${escapeXml(new URL(href).pathname)}</d:href>`).join(
    "",
  );
  const body = `<c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop>${paths}</c:calendar-multiget>`;
  return server.queryText("REPORT", url, body, 1, BACKGROUND_LIMITS);
}

/** What a server left out of a longer answer is asked for by itself: only its own 404 says that it is gone. */
async function fetchOne(
  { server, reader, url, view }: CalendarCollection,
  href: string,
  fetched: FetchedObjects,
) {
  const answer = await server.send("GET", hrefOf(href, url));
  if (answer.status === 404 || answer.status === 410) {
    fetched.gone.push(href);
    return;
  }
  if (answer.status === 403) {
    await answer.body?.cancel();
    fetched.unreadable.push({ href, etag: null, ...forbiddenEntry(href) });
    return;
  }
  if (answer.status !== 200) throw errorFromResponse(answer);
  const reading = await reader.parse("calendar", { text: await answer.text(), view });
  const etag = answer.headers.get("etag");
  if ("broken" in reading) fetched.unreadable.push({ href, etag, ...reading.broken });
  else addObject(href, { etag, busyTimes: reading }, fetched);
}

/** An object that is there, and not for us to see: it may be any time. */
export function forbiddenEntry(href: string): UnreadableEntry {
  return { why: "not allowed to be read", title: "", fingerprint: href };
}

function addObject(
  href: string,
  { etag, busyTimes }: Pick<ParsedObject, "etag" | "busyTimes">,
  to: FetchedObjects,
) {
  for (const unread of busyTimes?.unreadable ?? []) to.unreadable.push({ href, etag, ...unread });
  for (const { uid, busy, approximate } of busyTimes?.objects ?? []) {
    to.objects.push({ href, etag, uid, busy, bookingId: bookingIdOf(uid), approximate });
  }
}
