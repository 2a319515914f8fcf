/** What has changed in a CalDAV calendar since it was read last, at the price of what changed. */
import { CalendarProblem, type Changes, type Known } from "./calendar.ts";
import { type Mark, markOf } from "./collection-mark.ts";
import { report } from "./listing.ts";
import { type Collection, fetchObjects } from "./objects.ts";
import { sameHref } from "./same-href.ts";
import { listSurely } from "./sure-listing.ts";
import { escaped } from "./xml.ts";

/** Pages of one report of changes; a server that has more to say is compared with instead. */
const MOST_PAGES = 100;

/** Where the last reading ended. */
interface Cursor {
  ctag: string | null;
  /** Where the next report of changes begins (RFC 6578); null without such reports. */
  token: string | null;
  /** The token that the last report reached, until a second report from the old one has confirmed it. */
  reached: string | null;
  /** How much that report named. */
  named: number;
  /** Its reports have been good for something before. */
  reports?: true;
  /** Marks that are clocks or counters of seconds may miss a change of the same second: they are believed at the second look. */
  sure: boolean;
}

/**
 * Changes since the cursor; everything in the window without one, or when the server does not know it any more.
 * Null when nothing has changed, which costs one small question.
 */
export async function changesOf(
  collection: Collection,
  cursor: string | null,
  known: Known | null,
): Promise<Changes | null> {
  const last = readCursor(cursor);
  let isLost = false;
  let suspects: Suspects = null;
  if (last?.token && (last.sure || !known)) {
    const reported = await reportedChanges(collection, last, known);
    if (reported === null || !("compare" in reported)) return reported;
    isLost = last.reports === true;
    suspects = reported.suspects;
  }
  // Asked before the listing: what changes in between is found again next time.
  const mark = await markOf(collection.server, collection.url);
  const isSame = last !== null && last.ctag === mark.ctag && last.token === mark.token;
  if (isSame && last.sure && mark.ctag !== null && !last.token) return null;
  const next = cursorAt(mark, isSame && mark.ctag !== null);
  const changes = last && known
    ? await compared(collection, known, next, suspects ?? (isSame ? null : "counters"))
    : await everything(collection, known, next);
  return isLost ? { ...changes, anew: true } : changes;
}

/** The window listed whole, and all of it read. */
async function everything(
  collection: Collection,
  known: Known | null,
  next: Cursor,
): Promise<Changes> {
  const { listed, left, isIncomplete } = await listSurely(collection, known);
  const hrefs = [...listed.keys()];
  const { objects, skipped } = await fetchObjects(
    collection,
    hrefs,
    (done) => known?.progress?.(done, hrefs.length),
  );
  return {
    whole: true,
    objects: [...objects, ...left.objects],
    removed: [],
    cursor: JSON.stringify(next),
    skipped: [...skipped, ...left.skipped],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** The window listed whole, and what is not as it was read, or among the `suspects`. */
async function compared(
  collection: Collection,
  known: Known,
  next: Cursor,
  suspects: Suspects,
): Promise<Changes> {
  const { listed, left, isIncomplete } = await listSurely(collection, known);
  const before = byHref(await known.etags());
  const still = new Set([...listed.keys()].map(sameHref));
  const isOther = ([href, etag]: [string, string | null]) => {
    const was = before.get(sameHref(href));
    return was === undefined || was.etag === null || was.etag !== etag;
  };
  const all = [...listed];
  let changed = all.filter((each) => isOther(each) || isSuspect(suspects, each[0]));
  const missing = [...before].filter(([key]) => !still.has(key));
  // Something has changed that no ETag shows.
  if (suspects === "counters" && changed.length + missing.length === 0) {
    changed = all.filter(([, etag]) => isCounter(etag)).slice(0, MOST_SUSPECTS);
  }
  const fetched = await fetchObjects(collection, changed.map(([href]) => href));
  for (const { href } of [...left.objects, ...left.skipped]) still.add(sameHref(href));
  const gone = missing.filter(([key]) => !still.has(key)).map(([, { href }]) => href);
  return {
    whole: false,
    objects: [...fetched.objects, ...left.objects],
    removed: [...gone, ...fetched.gone],
    cursor: JSON.stringify(next),
    skipped: [...fetched.skipped, ...left.skipped],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** What may have changed under the same ETag: some addresses, or, where only the whole has another mark, all with counters. */
type Suspects = ReadonlySet<string> | "counters" | null;

function isSuspect(suspects: Suspects, href: string): boolean {
  return suspects instanceof Set && suspects.has(sameHref(href));
}

/** So many objects are read again though their ETag is the same; beyond that the next whole listing reads them. */
const MOST_SUSPECTS = 200;

/** An ETag that counts begins anew with an object that was deleted and made again; a hash or a clock does not. */
function isCounter(etag: string | null): boolean {
  return etag !== null && /^(?:W\/)?"?[a-z]{0,8}[-_.:]?\d{1,9}"?$/i.test(etag);
}

/** A report that cannot be relied on: the whole is to be listed and compared, and what it named under the same ETag read. */
interface Unreliable {
  compare: true;
  suspects: ReadonlySet<string> | null;
}

/** What the server itself reports. */
async function reportedChanges(
  collection: Collection,
  last: Cursor,
  known: Known | null,
): Promise<Changes | null | Unreliable> {
  const reported = await reportSince(collection, last.token ?? "");
  if (reported === null) return { compare: true, suspects: null };
  const { token, entries } = reported;
  if (entries.size === 0 && token === last.token) return null;

  const before = known ? byHref(await known.etags()) : new Map<string, never>();
  const changed: string[] = [], removed: string[] = [];
  const sameEtag: string[] = [], suspects = new Set<string>();
  for (const [key, { href, etag, gone }] of entries) {
    const was: { href: string; etag: string | null } | undefined = before.get(key);
    if (gone) {
      if (was || !known) removed.push(was?.href ?? href);
    } else if (was && etag !== null && was.etag === etag) {
      sameEtag.push(was.href);
      if (isCounter(etag)) suspects.add(key);
    } else changed.push(was?.href ?? href);
  }
  // A report that names what did not change answers a token that it does not know with all there is, deletions left out.
  const isFew = suspects.size <= MOST_SUSPECTS;
  if (sameEtag.length > last.named) return { compare: true, suspects: isFew ? suspects : null };

  const again = isFew ? sameEtag.filter((href) => suspects.has(sameHref(href))) : [];
  const fetched = await fetchObjects(collection, [...changed, ...again]);
  const isSettled = isHash(token) || token === last.reached || token === last.token;
  const next: Cursor = {
    ctag: null,
    token: isSettled ? token : last.reached ?? last.token,
    reached: isSettled ? null : token,
    named: isSettled ? 0 : entries.size,
    reports: true,
    sure: true,
  };
  return {
    whole: false,
    objects: fetched.objects,
    removed: [...removed, ...fetched.gone],
    cursor: JSON.stringify(next),
    skipped: fetched.skipped,
  };
}

interface Reported {
  token: string;
  entries: Map<string, { href: string; etag: string | null; gone: boolean }>;
}

/** All pages of a report of changes; null when the server refuses it, goes round in circles, or has no end. */
async function reportSince(collection: Collection, since: string): Promise<Reported | null> {
  const entries: Reported["entries"] = new Map();
  let token = since;
  const seen = new Set([since]);
  for (let page = 1; page <= MOST_PAGES; page++) {
    const body = `<d:sync-collection xmlns:d="DAV:"><d:sync-token>${escaped(token)}</d:sync-token>
      <d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
    let answer;
    try {
      answer = await report(collection, body, 0);
    } catch (error) {
      if (!refusesToken(error)) throw error;
      return null;
    }
    for (const entry of answer.entries) {
      const key = sameHref(entry.href), said = entries.get(key);
      // Named again as something else, it is neither gone nor known: whoever asks for it will see.
      const isSame = !said || (said.gone === entry.gone && said.etag === entry.etag);
      entries.set(key, isSame ? entry : { ...entry, gone: false, etag: null });
    }
    if (answer.token === null || (answer.truncated && seen.has(answer.token))) return null;
    token = answer.token;
    seen.add(token);
    if (!answer.truncated) return { token, entries };
  }
  return null;
}

/** An invalid token is answered with 403 (RFC 6578 §3.2), and in the field with nearly everything else. */
function refusesToken(error: unknown): boolean {
  return error instanceof CalendarProblem &&
    ["forbidden", "changed", "not-caldav", "not-found", "server-error", "full", "incomplete"]
      .includes(error.why);
}

function byHref(etags: ReadonlyMap<string, string | null>) {
  return new Map([...etags].map(([href, etag]) => [sameHref(href), { href, etag }]));
}

function cursorAt({ ctag, token }: Mark, isConfirmed: boolean): Cursor {
  const mark = token ?? ctag;
  return {
    ctag,
    token,
    reached: null,
    named: 0,
    sure: isConfirmed || (mark !== null && isHash(mark)),
  };
}

/** A hash changes with every change, however fast they follow one another. */
const isHash = (mark: string) => /[0-9a-f]{32}/i.test(mark);

function readCursor(text: string | null): Cursor | null {
  if (!text?.startsWith("{")) return null;
  return JSON.parse(text);
}
