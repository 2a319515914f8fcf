/** What is in the objects of a CalDAV calendar; the long answers are read off the path of requests. */
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { CalendarProblem, type Changes, type RemoteObject, type Unread } from "./calendar.ts";
import { markOf } from "./collection-mark.ts";
import type { Reader } from "./reader.ts";
import type { ReadObject, View } from "./reading.ts";
import { sameHref } from "./same-href.ts";
import { refusalOf, refusesWhole } from "./trouble.ts";
import { type Answered, type Dav, hrefOf } from "./webdav.ts";
import { escaped } from "./xml.ts";

/** A listing may take long on an old server; nobody waits for it. */
export const PATIENT = { timeoutMs: 60_000 };
/** Objects in one question. */
const BATCH = 200;
/** So few are asked for one by one, where a server refuses the whole question for the sake of one of them. */
const FEW = 8;
/** Objects of one reading that are asked for one by one; a server that knows no other way is not read to its end. */
const MOST_SINGLY = 2_000;

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
  /** How many were asked for one by one. */
  singly: number;
}

/** Reads objects, some at a time; `told` hears how many are done. While some are read, the server is asked for the next. */
export async function fetchObjects(
  collection: Collection,
  hrefs: readonly string[],
  told: (done: number) => void = () => {},
): Promise<Fetched> {
  const fetched: Fetched = { objects: [], skipped: [], gone: [], singly: 0 };
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
  // Of a calendar that is gone itself, nothing that was in it is known to be deleted.
  if (fetched.gone.length > 0) await markOf(collection.server, collection.url);
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
    if (!(error instanceof CalendarProblem)) throw error;
    const isTooLarge = error.why === "too-large";
    if (!isTooLarge && !refusesWhole(error)) throw error;
    const [only, ...more] = hrefs;
    if (isTooLarge && only && more.length === 0) {
      fetched.skipped.push({ href: only, etag: null, why: "too-large", title: "", mark: only });
      return;
    }
    if (!isTooLarge && hrefs.length <= FEW) {
      fetched.singly += hrefs.length;
      if (fetched.singly > MOST_SINGLY) throw error;
      for (const href of hrefs) await fetchOne(collection, href, fetched);
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
  if (answer.status === 403) {
    await answer.body?.cancel();
    fetched.skipped.push({ href, etag: null, ...hidden(href) });
    return;
  }
  if (answer.status !== 200) throw refusalOf(answer);
  const reading = await reader.read("calendar", { text: await answer.text(), view });
  const etag = answer.headers.get("etag");
  if ("broken" in reading) fetched.skipped.push({ href, etag, ...reading.broken });
  else take(href, { etag, reading }, fetched);
}

/** An object that is there, and not for us to see: it may be any time. */
export function hidden(href: string): Unread {
  return { why: "not allowed to be read", title: "", mark: href };
}

function take(href: string, { etag, reading }: Pick<ReadObject, "etag" | "reading">, to: Fetched) {
  for (const unread of reading?.skipped ?? []) to.skipped.push({ href, etag, ...unread });
  for (const { uid, busy, unknown } of reading?.objects ?? []) {
    to.objects.push({ href, etag, uid, busy, own: bookingIdOf(uid), unknown });
  }
}
