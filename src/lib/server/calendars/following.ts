/** What has changed in a CalDAV calendar since it was read last, at the price of what changed. */
import { CalendarProblem, type Changes, type Known } from "./calendar.ts";
import { type Collection, type Fetched, fetchObjects, listWindow, report } from "./objects.ts";
import { type Mark, markOf } from "./questions.ts";
import { sameHref } from "./same-href.ts";
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
  if (last?.token && (last.sure || !known)) {
    const reported = await reportedChanges(collection, last, known);
    if (reported !== "compare") return reported;
    isLost = last.reports === true;
  }
  // Asked before the listing: what changes in between is found again next time.
  const mark = await markOf(collection.server, collection.url);
  const isSame = last !== null && last.ctag === mark.ctag && last.token === mark.token;
  if (isSame && last.sure && mark.ctag !== null && !last.token) return null;
  const next = cursorAt(mark, isSame && mark.ctag !== null);
  const changes = last && known
    ? await compared(collection, known, next)
    : await everything(collection, known, next);
  return isLost ? { ...changes, anew: true } : changes;
}

/** The window listed whole, and all of it read. */
async function everything(
  collection: Collection,
  known: Known | null,
  next: Cursor,
): Promise<Changes> {
  const hrefs = [...(await listWindow(collection)).keys()];
  const { objects, skipped } = await fetchObjects(
    collection,
    hrefs,
    (done) => known?.progress?.(done, hrefs.length),
  );
  const left = await leftOut(collection, hrefs, known);
  return {
    whole: true,
    objects: [...objects, ...left.objects],
    removed: [],
    cursor: JSON.stringify(next),
    skipped: [...skipped, ...left.skipped],
  };
}

/** The window listed whole, and what is not as it was read. */
async function compared(collection: Collection, known: Known, next: Cursor): Promise<Changes> {
  const listed = await listWindow(collection);
  const before = byHref(await known.etags());
  const still = new Set([...listed.keys()].map(sameHref));
  const changed = [...listed].filter(([href, etag]) => {
    const was = before.get(sameHref(href));
    return was === undefined || was.etag === null || was.etag !== etag;
  });
  const fetched = await fetchObjects(collection, changed.map(([href]) => href));
  const left = await leftOut(collection, [...listed.keys()], known);
  for (const { href } of [...left.objects, ...left.skipped]) still.add(sameHref(href));
  const missing = [...before].filter(([key]) => !still.has(key)).map(([, { href }]) => href);
  return {
    whole: false,
    objects: [...fetched.objects, ...left.objects],
    removed: [...missing, ...fetched.gone],
    cursor: JSON.stringify(next),
    skipped: [...fetched.skipped, ...left.skipped],
  };
}

/** Of more than these that a listing leaves out, so many are asked for, to see whether it can be believed. */
const SAMPLE = 50;

/**
 * What a listing leaves out although it took time in the window is asked for by its name: a server in trouble lists
 * nothing, too. Only what is not there then is gone.
 */
async function leftOut(
  collection: Collection,
  listed: readonly string[],
  known: Known | null,
): Promise<Fetched> {
  const named = new Set(listed);
  const unnamed = [...new Set(await known?.busy?.())].filter((href) => !named.has(href));
  const still = unnamed.length > 0 ? new Set(listed.map(sameHref)) : named;
  const missing = unnamed.filter((href) => !still.has(sameHref(href)));
  const step = Math.ceil(missing.length / SAMPLE);
  const found = await fetchObjects(collection, missing.filter((_, n) => n % step === 0));
  if (step > 1 && found.objects.length + found.skipped.length > 0) {
    const rest = await fetchObjects(collection, missing.filter((_, n) => n % step !== 0));
    found.objects.push(...rest.objects);
    found.skipped.push(...rest.skipped);
  }
  // What was moved out of the window is rightly left out.
  return { ...found, objects: found.objects.filter(({ busy }) => busy.length > 0) };
}

/** What the server itself reports; "compare" when that cannot be relied on. */
async function reportedChanges(
  collection: Collection,
  last: Cursor,
  known: Known | null,
): Promise<Changes | null | "compare"> {
  const reported = await reportSince(collection, last.token ?? "");
  if (reported === null) return "compare";
  const { token, entries } = reported;
  if (entries.size === 0 && token === last.token) return null;

  const before = known ? byHref(await known.etags()) : new Map<string, never>();
  const changed: string[] = [], removed: string[] = [];
  let unchanged = 0;
  for (const [key, { href, etag, gone }] of entries) {
    const was: { href: string; etag: string | null } | undefined = before.get(key);
    if (gone) {
      if (was || !known) removed.push(was?.href ?? href);
    } else if (was && etag !== null && was.etag === etag) unchanged++;
    else changed.push(was?.href ?? href);
  }
  // A report that names what did not change answers a token that it does not know with all there is, deletions left out.
  if (unchanged > last.named) return "compare";

  const fetched = await fetchObjects(collection, changed);
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
    ["forbidden", "changed", "not-caldav", "server-error", "full", "incomplete"].includes(
      error.why,
    );
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
