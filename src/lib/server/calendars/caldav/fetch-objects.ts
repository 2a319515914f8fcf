/** Fetches objects of a CalDAV calendar with calendar-multiget (RFC 4791 §7.9), else one by one. */
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { titledBusy } from "../../../icalendar/busy-times.ts";
import { CalendarError, type Changes, type RemoteObject } from "../calendar.ts";
import type { UnreadableEntry } from "$lib/icalendar/unreadable-entries.ts";
import { readCollectionState } from "./collection-state.ts";
import type { ResponseParser } from "../parsing/response-parser.ts";
import type { ParsedObject, ParseScope } from "../parsing/parse-response.ts";
import { canonicalHref } from "../canonical-href.ts";
import { errorFromResponse, isMethodMissing, isWholeRequestRefused } from "../errors.ts";
import { hrefOf, type MultistatusText, type WebDavClient } from "./webdav.ts";
import { escapeXml } from "./xml.ts";

/** Limits of a sync request: listings may be slow, and no person waits for them. */
export const BACKGROUND_LIMITS = { timeoutMs: MINUTE };
/** Hrefs in one calendar-multiget. */
const BATCH_SIZE = 200;
/** Batches of this size are fetched one by one when a server refuses the whole batch because of one object. */
const MAX_SINGLE_RETRIES = 8;
/** Most single requests of one sync; it fails on a server that needs more. */
const MAX_SINGLE_REQUESTS = 2_000;

/** A calendar collection with its client, parser and parse scope. */
export interface CalendarCollection {
  server: WebDavClient;
  parser: ResponseParser;
  url: URL;
  scope: ParseScope;
}

/** Objects as far as they could be fetched and read. */
export interface FetchedObjects {
  objects: RemoteObject[];
  unreadable: Changes["unreadable"];
  /** Hrefs with a 404 or 410 of their own. */
  gone: string[];
  /** Requests for single objects in place of a refused batch. */
  singleRequests: number;
  /** The server has no calendar-multiget. */
  isMultigetMissing: boolean;
}

/** Hrefs to fetch, with the ETags that a listing gave them; null without one. */
export type ListedEtags = ReadonlyMap<string, string | null>;

/** Hrefs to fetch that no listing has named. */
export function withoutEtags(hrefs: readonly string[]): ListedEtags {
  return new Map(hrefs.map((href) => [href, null]));
}

/** Fetches objects in batches; the next one is requested, and waits for the parser, while one is parsed. */
export async function fetchObjects(
  collection: CalendarCollection,
  listed: ListedEtags,
  onProgress: (done: number) => void = () => {},
): Promise<FetchedObjects> {
  const fetched: FetchedObjects = {
    objects: [],
    unreadable: [],
    gone: [],
    singleRequests: 0,
    isMultigetMissing: false,
  };
  const entries = [...listed];
  const batches = Array.from(
    { length: Math.ceil(entries.length / BATCH_SIZE) },
    (_, n) => entries.slice(n * BATCH_SIZE, (n + 1) * BATCH_SIZE),
  );
  const request = (batch: ListedEntry[] | undefined) =>
    batch && !fetched.isMultigetMissing ? requestBatch(collection, batch) : undefined;
  let next = request(batches[0]), done = 0;
  for (const [n, batch] of batches.entries()) {
    const requested = next;
    await requested?.downloaded;
    next = request(batches[n + 1]);
    if (requested) await readBatch(collection, batch, await requested.result, fetched);
    else for (const entry of batch) await fetchOne(collection, entry, fetched);
    onProgress(done += batch.length);
  }
  // When the whole calendar is gone, its objects do not count as deleted: this throws.
  if (fetched.gone.length > 0) await readCollectionState(collection.server, collection.url);
  return fetched;
}

type ListedEntry = [href: string, etag: string | null];

/** What was read of a batch ahead; its error is thrown only when the batch is processed. */
type BatchResult = { objects: ParsedObject[] } | { error: unknown };

/** Requests a batch and parses it; `downloaded` is when the server has nothing more to do for it. */
function requestBatch(
  collection: CalendarCollection,
  entries: ListedEntry[],
): { downloaded: Promise<void>; result: Promise<BatchResult> } {
  const { parser, scope } = collection, response = multiget(collection, entries);
  const objects = response.then(({ text, url }) =>
    parser.parse("objects", { text, base: url.href, scope })
  );
  return {
    downloaded: response.then(() => {}, () => {}),
    result: objects.then((objects) => ({ objects }), (error) => ({ error })),
  };
}

async function readBatch(
  collection: CalendarCollection,
  entries: ListedEntry[],
  result: BatchResult,
  fetched: FetchedObjects,
) {
  if ("error" in result) {
    const { error } = result;
    if (!(error instanceof CalendarError)) throw error;
    const isTooLarge = error.reason === "too-large";
    if (!isTooLarge && !isWholeRequestRefused(error)) throw error;
    fetched.isMultigetMissing ||= isMethodMissing(error);
    const only = entries.length === 1 ? entries[0]?.[0] : undefined;
    if (isTooLarge && only !== undefined) {
      fetched.unreadable.push({
        href: only,
        etag: null,
        reason: "too-large",
        title: "",
        fingerprint: only,
      });
      return;
    }
    if (fetched.isMultigetMissing || !isTooLarge && entries.length <= MAX_SINGLE_RETRIES) {
      if (!fetched.isMultigetMissing) fetched.singleRequests += entries.length;
      if (fetched.singleRequests > MAX_SINGLE_REQUESTS) throw error;
      for (const entry of entries) await fetchOne(collection, entry, fetched);
      return;
    }
    const half = Math.ceil(entries.length / 2);
    for (const part of [entries.slice(0, half), entries.slice(half)]) {
      await readBatch(collection, part, await requestBatch(collection, part).result, fetched);
    }
    return;
  }
  const find = objectFinder(result.objects);
  for (const entry of entries) {
    const [href] = entry, object = find(href);
    if (object?.busyTimes) addObject(href, object, fetched);
    else await fetchOne(collection, entry, fetched);
  }
}

/** Finds objects by href, else by canonical href; an href that occurs twice finds none. */
function objectFinder(objects: ParsedObject[]): (href: string) => ParsedObject | undefined {
  const byHref = groupByHref(objects, (href) => href);
  let byCanonicalHref: typeof byHref | null = null;
  return (href) => {
    const object = byHref.get(href);
    if (object !== undefined) return object ?? undefined;
    byCanonicalHref ??= groupByHref(objects, canonicalHref);
    return byCanonicalHref.get(canonicalHref(href)) ?? undefined;
  };
}

function groupByHref(objects: ParsedObject[], nameOf: (href: string) => string) {
  const byHref = new Map<string, ParsedObject | null>();
  for (const object of objects) {
    const name = nameOf(object.href);
    byHref.set(name, byHref.has(name) ? null : object);
  }
  return byHref;
}

function multiget(
  { server, url }: CalendarCollection,
  entries: ListedEntry[],
): Promise<MultistatusText> {
  const paths = entries.map(([href]) => `<d:href>${escapeXml(new URL(href).pathname)}</d:href>`)
    .join("");
  const body = `<c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>
    <d:getetag/><c:calendar-data/></d:prop>${paths}</c:calendar-multiget>`;
  return server.queryText("REPORT", url, body, 1, BACKGROUND_LIMITS);
}

/** Fetches an object that a multiget response left out: only a 404 of its own counts as gone. */
async function fetchOne(
  { server, parser, url, scope }: CalendarCollection,
  [href, listedEtag]: ListedEntry,
  fetched: FetchedObjects,
) {
  const response = await server.send("GET", hrefOf(href, url));
  if (response.status === 404 || response.status === 410) {
    fetched.gone.push(href);
    return;
  }
  if (response.status === 403) {
    await response.body?.cancel();
    fetched.unreadable.push({ href, etag: null, ...forbiddenEntry(href) });
    return;
  }
  if (response.status !== 200) throw errorFromResponse(response);
  const parsed = await parser.parse("calendar", { text: await response.text(), scope });
  // The next listing is compared with it, and a GET may have another one for the same version.
  const etag = listedEtag ?? response.headers.get("etag");
  if ("broken" in parsed) fetched.unreadable.push({ href, etag, ...parsed.broken });
  else addObject(href, { etag, busyTimes: parsed }, fetched);
}

/** The unreadable entry for an object that the server forbids to read. */
export function forbiddenEntry(href: string): UnreadableEntry {
  return { reason: "not allowed to be read", title: "", fingerprint: href };
}

function addObject(
  href: string,
  { etag, busyTimes }: Pick<ParsedObject, "etag" | "busyTimes">,
  fetched: FetchedObjects,
) {
  for (const unreadable of busyTimes?.unreadable ?? []) {
    fetched.unreadable.push({ href, etag, ...unreadable });
  }
  for (const object of busyTimes?.objects ?? []) {
    const { uid, busy, approximate } = object;
    const bookingId = bookingIdOf(uid), titles = titledBusy(object);
    fetched.objects.push({ href, etag, uid, busy, bookingId, approximate, titles });
  }
}
