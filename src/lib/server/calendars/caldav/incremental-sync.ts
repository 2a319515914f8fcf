/** What has changed in a CalDAV calendar since it was read last, at the price of what changed. */
import { CalendarError, type Changes, type KnownObjects } from "../calendar.ts";
import { type CollectionState, readCollectionState } from "./collection-state.ts";
import { reportListing } from "./list-objects.ts";
import { type CalendarCollection, fetchObjects } from "./fetch-objects.ts";
import { canonicalHref } from "../canonical-href.ts";
import { listVerified } from "./verified-listing.ts";
import { escapeXml } from "./xml.ts";

/** Pages of one report of changes; a server that has more to say is compared with instead. */
const MAX_PAGES = 100;

/** Where the last reading ended. */
interface SyncCursor {
  ctag: string | null;
  /** Where the next report of changes begins (RFC 6578); null without such reports. */
  syncToken: string | null;
  /** The token that the last report reached, until a second report from the old one has confirmed it. */
  unconfirmedToken: string | null;
  /** How much that report named. */
  reportedCount: number;
  /** Its reports have been good for something before. */
  hasSyncReports?: true;
  /** Marks that are clocks or counters of seconds may miss a change of the same second: they are believed at the second look. */
  isConfirmed: boolean;
}

/**
 * Changes since the cursor; everything in the window without one, or when the server does not know it any more.
 * Null when nothing has changed, which costs one small question.
 */
export async function pullChanges(
  collection: CalendarCollection,
  cursor: string | null,
  known: KnownObjects | null,
): Promise<Changes | null> {
  const last = parseCursor(cursor);
  let isLost = false;
  let suspects: SuspectObjects = null;
  if (last?.syncToken && (last.isConfirmed || !known)) {
    const reported = await reportedChanges(collection, last, known);
    if (reported === null || !("compare" in reported)) return reported;
    isLost = last.hasSyncReports === true;
    suspects = reported.suspects;
  }
  // Asked before the listing: what changes in between is found again next time.
  const mark = await readCollectionState(collection.server, collection.url);
  const isSame = last !== null && last.ctag === mark.ctag && last.syncToken === mark.syncToken;
  if (isSame && last.isConfirmed && mark.ctag !== null && !last.syncToken) return null;
  const next = newCursor(mark, isSame && mark.ctag !== null);
  const changes = last && known
    ? await compareListing(collection, known, next, suspects ?? (isSame ? null : "counters"))
    : await fullSync(collection, known, next);
  return isLost ? { ...changes, isReset: true } : changes;
}

/** The window listed whole, and all of it read. */
async function fullSync(
  collection: CalendarCollection,
  known: KnownObjects | null,
  next: SyncCursor,
): Promise<Changes> {
  const { listed, omitted, isIncomplete } = await listVerified(collection, known);
  const hrefs = [...listed.keys()];
  const { objects, unreadable } = await fetchObjects(
    collection,
    hrefs,
    (done) => known?.progress?.(done, hrefs.length),
  );
  return {
    isFullSync: true,
    objects: [...objects, ...omitted.objects],
    removed: [],
    cursor: JSON.stringify(next),
    unreadable: [...unreadable, ...omitted.unreadable],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** The window listed whole, and what is not as it was read, or among the `suspects`. */
async function compareListing(
  collection: CalendarCollection,
  known: KnownObjects,
  next: SyncCursor,
  suspects: SuspectObjects,
): Promise<Changes> {
  const { listed, omitted, isIncomplete } = await listVerified(collection, known);
  const before = byHref(await known.etags());
  const still = new Set([...listed.keys()].map(canonicalHref));
  const isOther = ([href, etag]: [string, string | null]) => {
    const was = before.get(canonicalHref(href));
    return was === undefined || was.etag === null || was.etag !== etag;
  };
  const all = [...listed];
  let changed = all.filter((each) => isOther(each) || isSuspect(suspects, each[0]));
  const missing = [...before].filter(([key]) => !still.has(key));
  // Something has changed that no ETag shows.
  if (suspects === "counters" && changed.length + missing.length === 0) {
    changed = all.filter(([, etag]) => isCounter(etag)).slice(0, MAX_SUSPECTS);
  }
  const fetched = await fetchObjects(collection, changed.map(([href]) => href));
  for (const { href } of [...omitted.objects, ...omitted.unreadable]) {
    still.add(canonicalHref(href));
  }
  const gone = missing.filter(([key]) => !still.has(key)).map(([, { href }]) => href);
  return {
    isFullSync: false,
    objects: [...fetched.objects, ...omitted.objects],
    removed: [...gone, ...fetched.gone],
    cursor: JSON.stringify(next),
    unreadable: [...fetched.unreadable, ...omitted.unreadable],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** What may have changed under the same ETag: some addresses, or, where only the whole has another mark, all with counters. */
type SuspectObjects = ReadonlySet<string> | "counters" | null;

function isSuspect(suspects: SuspectObjects, href: string): boolean {
  return suspects instanceof Set && suspects.has(canonicalHref(href));
}

/** So many objects are read again though their ETag is the same; beyond that the next whole listing reads them. */
const MAX_SUSPECTS = 200;

/** An ETag that counts begins anew with an object that was deleted and made again; a hash or a clock does not. */
function isCounter(etag: string | null): boolean {
  return etag !== null && /^(?:W\/)?"?[a-z]{0,8}[-_.:]?\d{1,9}"?$/i.test(etag);
}

/** A report that cannot be relied on: the whole is to be listed and compared, and what it named under the same ETag read. */
interface UnreliableReport {
  compare: true;
  suspects: ReadonlySet<string> | null;
}

/** What the server itself reports. */
async function reportedChanges(
  collection: CalendarCollection,
  last: SyncCursor,
  known: KnownObjects | null,
): Promise<Changes | null | UnreliableReport> {
  const reported = await syncCollection(collection, last.syncToken ?? "");
  if (reported === null) return { compare: true, suspects: null };
  const { token, entries } = reported;
  if (entries.size === 0 && token === last.syncToken) return null;

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
  const isFew = suspects.size <= MAX_SUSPECTS;
  if (sameEtag.length > last.reportedCount) {
    return { compare: true, suspects: isFew ? suspects : null };
  }

  const again = isFew ? sameEtag.filter((href) => suspects.has(canonicalHref(href))) : [];
  const fetched = await fetchObjects(collection, [...changed, ...again]);
  const isSettled = isHash(token) || token === last.unconfirmedToken || token === last.syncToken;
  const next: SyncCursor = {
    ctag: null,
    syncToken: isSettled ? token : last.unconfirmedToken ?? last.syncToken,
    unconfirmedToken: isSettled ? null : token,
    reportedCount: isSettled ? 0 : entries.size,
    hasSyncReports: true,
    isConfirmed: true,
  };
  return {
    isFullSync: false,
    objects: fetched.objects,
    removed: [...removed, ...fetched.gone],
    cursor: JSON.stringify(next),
    unreadable: fetched.unreadable,
  };
}

interface SyncReport {
  token: string;
  entries: Map<string, { href: string; etag: string | null; gone: boolean }>;
}

/** All pages of a report of changes; null when the server refuses it, goes round in circles, or has no end. */
async function syncCollection(
  collection: CalendarCollection,
  since: string,
): Promise<SyncReport | null> {
  const entries: SyncReport["entries"] = new Map();
  let token = since;
  const seen = new Set([since]);
  for (let page = 1; page <= MAX_PAGES; page++) {
    const body = `<d:sync-collection xmlns:d="DAV:"><d:sync-token>${escapeXml(token)}</d:sync-token>
      <d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
    let answer;
    try {
      answer = await reportListing(collection, body, 0);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return null;
    }
    for (const entry of answer.entries) {
      const key = canonicalHref(entry.href), said = entries.get(key);
      // Named again as something else, it is neither gone nor known: whoever asks for it will see.
      const isSame = !said || (said.gone === entry.gone && said.etag === entry.etag);
      entries.set(key, isSame ? entry : { ...entry, gone: false, etag: null });
    }
    if (answer.syncToken === null || (answer.truncated && seen.has(answer.syncToken))) return null;
    token = answer.syncToken;
    seen.add(token);
    if (!answer.truncated) return { token, entries };
  }
  return null;
}

/** An invalid token is answered with 403 (RFC 6578 §3.2), and in the field with nearly everything else. */
function isTokenRefused(error: unknown): boolean {
  return error instanceof CalendarError &&
    ["forbidden", "changed", "not-caldav", "not-found", "server-error", "full", "incomplete"]
      .includes(error.why);
}

function byHref(etags: ReadonlyMap<string, string | null>) {
  return new Map([...etags].map(([href, etag]) => [canonicalHref(href), { href, etag }]));
}

function newCursor({ ctag, syncToken }: CollectionState, isConfirmed: boolean): SyncCursor {
  const mark = syncToken ?? ctag;
  return {
    ctag,
    syncToken,
    unconfirmedToken: null,
    reportedCount: 0,
    isConfirmed: isConfirmed || (mark !== null && isHash(mark)),
  };
}

/** A hash changes with every change, however fast they follow one another. */
const isHash = (mark: string) => /[0-9a-f]{32}/i.test(mark);

function parseCursor(text: string | null): SyncCursor | null {
  if (!text?.startsWith("{")) return null;
  return JSON.parse(text);
}
