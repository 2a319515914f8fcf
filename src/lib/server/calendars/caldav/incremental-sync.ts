/** Incremental sync of a CalDAV calendar, by sync-collection (RFC 6578), CTag or comparison of ETags. */
import { CalendarError, type Changes, type KnownObjects } from "../calendar.ts";
import { type CollectionState, readCollectionState } from "./collection-state.ts";
import { reportListing } from "./list-objects.ts";
import { type CalendarCollection, fetchObjects, withoutEtags } from "./fetch-objects.ts";
import { canonicalHref } from "../canonical-href.ts";
import { listVerified } from "./verified-listing.ts";
import { escapeXml } from "./xml.ts";

/** Pages of one sync-collection report; beyond that the calendar is listed and compared. */
const MAX_PAGES = 100;

/** Where the last sync ended. */
interface SyncCursor {
  ctag: string | null;
  /** The sync token for the next report (RFC 6578); null without sync-collection. */
  syncToken: string | null;
  /** The token of the last report, until a second report from the old token has confirmed it. */
  unconfirmedToken: string | null;
  /** Number of members that report contained. */
  reportedCount: number;
  /** A report was usable before. */
  hasSyncReports?: true;
  /** A CTag or token made of seconds may miss a change in the same second, so it counts only when it was seen twice. */
  isConfirmed: boolean;
}

/**
 * Changes since the cursor; everything in the window without a cursor, or when the server rejects its token. Null when
 * nothing has changed, which takes one small request.
 */
export async function pullChanges(
  collection: CalendarCollection,
  cursor: string | null,
  known: KnownObjects | null,
): Promise<Changes | null> {
  const last = parseCursor(cursor);
  let isReset = false, wasRefused = false;
  let suspects: SuspectObjects = null;
  if (last?.syncToken && (last.isConfirmed || !known)) {
    const reported = await reportedChanges(collection, last, known);
    if (reported === null) return await readAgain(collection, cursor, known);
    if (!("compare" in reported)) return reported;
    isReset = last.hasSyncReports === true;
    wasRefused = reported.wasRefused;
    suspects = reported.suspects;
  }
  // Read before the listing, so that a change in between is found by the next sync.
  const state = await readCollectionState(collection.server, collection.url);
  // A server that reports from its newest token refused ours alone.
  if (wasRefused && !isReset && state.syncToken !== null) {
    isReset = await syncCollection(collection, state.syncToken) !== null;
  }
  const isSame = last !== null && last.ctag === state.ctag && last.syncToken === state.syncToken;
  if (isSame && last.isConfirmed && state.ctag !== null && !last.syncToken) {
    return await readAgain(collection, cursor, known);
  }
  const next = newCursor(state, isSame && state.ctag !== null);
  const changes = last && known
    ? await compareListing(collection, known, next, suspects ?? (isSame ? null : "counters"))
    : await fullSync(collection, known, next);
  return isReset ? { ...changes, isReset: true } : changes;
}

/** Most objects that are read again in an unchanged calendar. */
const MAX_READ_AGAIN = 20;

/**
 * Fetches objects of an unchanged calendar that could not be read, which a busy machine or a server's rights may have
 * prevented. Null when none can be read now.
 */
async function readAgain(
  collection: CalendarCollection,
  cursor: string | null,
  known: KnownObjects | null,
): Promise<Changes | null> {
  const hrefs = (await known?.unreadHrefs?.() ?? []).slice(0, MAX_READ_AGAIN);
  if (hrefs.length === 0) return null;
  const { objects, unreadable, gone } = await fetchObjects(collection, withoutEtags(hrefs));
  if (unreadable.filter(({ etag }) => etag === null).length >= hrefs.length) return null;
  return { isFullSync: false, objects, removed: gone, cursor, unreadable };
}

/** Lists the window and fetches every object in it. */
async function fullSync(
  collection: CalendarCollection,
  known: KnownObjects | null,
  next: SyncCursor,
): Promise<Changes> {
  const { listed, omitted, isIncomplete } = await listVerified(collection, known);
  const { objects, unreadable } = await fetchObjects(
    collection,
    listed,
    (done) => known?.progress?.(done, listed.size),
  );
  return {
    isFullSync: true,
    ...(next.syncToken === null ? {} : { reportsDeletions: true }),
    objects: [...objects, ...omitted.objects],
    removed: [],
    cursor: JSON.stringify(next),
    unreadable: [...unreadable, ...omitted.unreadable],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** Lists the window and fetches objects whose ETag differs, and the `suspects`. */
async function compareListing(
  collection: CalendarCollection,
  known: KnownObjects,
  next: SyncCursor,
  suspects: SuspectObjects,
): Promise<Changes> {
  const { listed, omitted, isIncomplete } = await listVerified(collection, known);
  const before = byHref(await known.etags());
  const present = new Set([...listed.keys()].map(canonicalHref));
  const isChanged = ([href, etag]: [string, string | null]) => {
    const was = before.get(canonicalHref(href));
    return was === undefined || was.etag === null || was.etag !== etag;
  };
  const entries = [...listed];
  let changed = entries.filter((each) => isChanged(each) || isSuspect(suspects, each[0]));
  const missing = [...before].filter(([key]) => !present.has(key));
  // The collection changed and no ETag did.
  if (suspects === "counters" && changed.length + missing.length === 0) {
    changed = entries.filter(([, etag]) => isCounter(etag)).slice(0, MAX_SUSPECTS);
  }
  const fetched = await fetchObjects(collection, new Map(changed));
  for (const { href } of [...omitted.objects, ...omitted.unreadable]) {
    present.add(canonicalHref(href));
  }
  const gone = missing.filter(([key]) => !present.has(key)).map(([, { href }]) => href);
  return {
    isFullSync: false,
    objects: [...fetched.objects, ...omitted.objects],
    removed: [...gone, ...fetched.gone],
    cursor: JSON.stringify(next),
    unreadable: [...fetched.unreadable, ...omitted.unreadable],
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

/** Objects that may have changed under the same ETag: these hrefs, or all whose ETag is a counter. */
type SuspectObjects = ReadonlySet<string> | "counters" | null;

function isSuspect(suspects: SuspectObjects, href: string): boolean {
  return suspects instanceof Set && suspects.has(canonicalHref(href));
}

/** Most objects that are fetched again under the same ETag; the daily full sync fetches the others. */
const MAX_SUSPECTS = 200;

/** Whether an ETag is a counter, which starts again when an object is deleted and created anew. */
function isCounter(etag: string | null): boolean {
  return etag !== null && /^(?:W\/)?"?[a-z]{0,8}[-_.:]?\d{1,9}"?$/i.test(etag);
}

/** A report that is not reliable: the calendar is listed and compared, and the suspects are fetched. */
interface UnreliableReport {
  compare: true;
  /** The token was, rather than that the report contradicts itself. */
  wasRefused: boolean;
  suspects: ReadonlySet<string> | null;
}

/** Changes by sync-collection; null when nothing has changed. */
async function reportedChanges(
  collection: CalendarCollection,
  last: SyncCursor,
  known: KnownObjects | null,
): Promise<Changes | null | UnreliableReport> {
  const reported = await syncCollection(collection, last.syncToken ?? "");
  if (reported === null) return { compare: true, wasRefused: true, suspects: null };
  const { token, entries } = reported;
  if (entries.size === 0 && token === last.syncToken) return null;

  const before = known ? byHref(await known.etags()) : new Map<string, never>();
  const changed = new Map<string, string | null>(), removed: string[] = [];
  const sameEtag = new Map<string, string>(), suspects = new Set<string>();
  for (const [key, { href, etag, gone }] of entries) {
    const was: { href: string; etag: string | null } | undefined = before.get(key);
    if (gone) {
      if (was || !known) removed.push(was?.href ?? href);
    } else if (was && etag !== null && was.etag === etag) {
      sameEtag.set(was.href, etag);
      if (isCounter(etag)) suspects.add(key);
    } else changed.set(was?.href ?? href, etag);
  }
  // Some servers answer an unknown token with all members and no deletions: unchanged ones in a report show it.
  const isFew = suspects.size <= MAX_SUSPECTS;
  if (sameEtag.size > last.reportedCount) {
    return { compare: true, wasRefused: false, suspects: isFew ? suspects : null };
  }

  const refetched = isFew
    ? [...sameEtag].filter(([href]) => suspects.has(canonicalHref(href)))
    : [];
  const fetched = await fetchObjects(collection, new Map([...changed, ...refetched]));
  const isTokenConfirmed = isHash(token) || token === last.unconfirmedToken ||
    token === last.syncToken;
  const next: SyncCursor = {
    ctag: null,
    syncToken: isTokenConfirmed ? token : last.unconfirmedToken ?? last.syncToken,
    unconfirmedToken: isTokenConfirmed ? null : token,
    reportedCount: isTokenConfirmed ? 0 : entries.size,
    hasSyncReports: true,
    isConfirmed: true,
  };
  return {
    isFullSync: false,
    reportsDeletions: true,
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

/** All pages of a sync-collection report; null when the token is refused, or the pages repeat or do not end. */
async function syncCollection(
  collection: CalendarCollection,
  since: string,
): Promise<SyncReport | null> {
  const entries: SyncReport["entries"] = new Map();
  let token = since;
  const seen = new Set([since]);
  for (let n = 1; n <= MAX_PAGES; n++) {
    const body = `<d:sync-collection xmlns:d="DAV:"><d:sync-token>${escapeXml(token)}</d:sync-token>
      <d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
    let page;
    try {
      page = await reportListing(collection, body, 0);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return null;
    }
    for (const entry of page.entries) {
      const key = canonicalHref(entry.href), earlier = entries.get(key);
      // Pages that contradict each other about a member: it is fetched.
      const isSame = !earlier || (earlier.gone === entry.gone && earlier.etag === entry.etag);
      entries.set(key, isSame ? entry : { ...entry, gone: false, etag: null });
    }
    if (page.syncToken === null || (page.truncated && seen.has(page.syncToken))) return null;
    token = page.syncToken;
    seen.add(token);
    if (!page.truncated) return { token, entries };
  }
  return null;
}

/** Whether an error may mean an invalid sync token: 403 by RFC 6578 §3.2, other statuses by some servers. */
function isTokenRefused(error: unknown): boolean {
  return error instanceof CalendarError &&
    ["forbidden", "changed", "not-caldav", "not-found", "server-error", "full", "incomplete"]
      .includes(error.reason);
}

function byHref(etags: ReadonlyMap<string, string | null>) {
  return new Map([...etags].map(([href, etag]) => [canonicalHref(href), { href, etag }]));
}

function newCursor({ ctag, syncToken }: CollectionState, isConfirmed: boolean): SyncCursor {
  const changeTag = syncToken ?? ctag;
  return {
    ctag,
    syncToken,
    unconfirmedToken: null,
    reportedCount: 0,
    isConfirmed: isConfirmed || (changeTag !== null && isHash(changeTag)),
  };
}

/** A hash, unlike a timestamp, differs after every change. */
const isHash = (changeTag: string) => /[0-9a-f]{32}/i.test(changeTag);

function parseCursor(text: string | null): SyncCursor | null {
  if (!text?.startsWith("{")) return null;
  return JSON.parse(text);
}
