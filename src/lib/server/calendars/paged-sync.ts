import type { Span } from "$lib/scheduling/span.ts";
import { CalendarError, type Changes, type KnownObjects } from "./calendar.ts";
import { areCovered, type EventPage, type ListedItem, toChanges } from "./event-pages.ts";

/** A calendar whose provider lists in pages, expands series, and gives a cursor for the next sync. */
export interface PagedCalendar<Item, Page extends EventPage<Item>> {
  /** Everything in the window; without a cursor at the end the next sync lists it again. */
  listWindow(): Promise<Page[]>;
  /** Changes since a cursor; pages without a cursor at the end are too many. Throws "token-gone". */
  listSince(cursor: string): Promise<Page[]>;
  /** A series' instances in the window, as they are now. Throws "token-gone" where the account cannot see the series. */
  listInstances(seriesId: string): Promise<Page[]>;
  /** The series that an item belongs to; null for a single event, undefined when unknown. */
  seriesOf(item: Item, known?: KnownHrefs): string | null | undefined;
  /** What pages list in the window. */
  toListed(pages: Page[]): ListedItem[];
  /** The objects of the last sync, for providers whose `seriesOf` needs them. */
  known?: KnownObjects | undefined;
}

/** The parameters of `Calendar.changes` for a provider with pages. */
export interface ChangesQuery {
  calendarId: string;
  window: Span;
  cursor: string | null;
  /** IANA zone of all-day events. */
  zone: string;
  known?: KnownObjects | undefined;
}

type KnownHrefs = ReadonlyMap<string, unknown>;

/** Series whose instances are listed one by one; where more have changed, everything is listed. */
const MAX_SERIES = 20;

/** Changes since a cursor, or everything in the window; null when nothing has changed. */
export async function syncPages<Item, Page extends EventPage<Item>>(
  calendar: PagedCalendar<Item, Page>,
  cursor: string | null,
): Promise<Changes | null> {
  if (cursor === null) {
    const changes = await fullSync(calendar);
    return changes.cursor === null ? changes : { ...changes, reportsDeletions: true };
  }
  const pages = await nullIfTokenGone(() => calendar.listSince(cursor));
  if (pages === null) return { ...await fullSync(calendar), isReset: true };
  const next = pages.at(-1)?.cursor;
  if (next === undefined) return await fullSync(calendar);
  const items = pages.flatMap((page) => page.items);
  if (items.length === 0) return null;
  const known = await calendar.known?.etags();
  const seriesIds = new Map(items.map((item) => [item, calendar.seriesOf(item, known)]));
  const changes = await changesOfSeries(calendar, pages, seriesIds);
  return changes ? { ...changes, cursor: next } : await fullSync(calendar);
}

async function fullSync<Item, Page extends EventPage<Item>>(
  calendar: PagedCalendar<Item, Page>,
): Promise<Changes> {
  const pages = await calendar.listWindow();
  const cursor = pages.at(-1)?.cursor ?? null;
  return toChanges(calendar.toListed(pages), { cursor, isFullSync: true });
}

/**
 * Changes of series and single events. A changed series is listed anew with all its instances; null when that is not
 * enough, as for a person who was invited to single instances and cannot see the series.
 */
async function changesOfSeries<Item, Page extends EventPage<Item>>(
  calendar: PagedCalendar<Item, Page>,
  pages: Page[],
  seriesIds: ReadonlyMap<Item, string | null | undefined>,
): Promise<Changes | null> {
  const series = new Set<string>();
  for (const id of seriesIds.values()) {
    if (id === undefined) return null;
    if (id !== null) series.add(id);
  }
  if (series.size > MAX_SERIES) return null;
  const instances: Page[] = [];
  for (const id of series) {
    const listed = await nullIfTokenGone(() => calendar.listInstances(id));
    if (listed === null) return null;
    instances.push(...listed);
  }
  const only = (isInSeries: boolean) =>
    pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => (seriesIds.get(item) !== null) === isInSeries),
    }));
  const partial = (some: Page[]) =>
    toChanges(calendar.toListed(some), { cursor: null, isFullSync: false });
  const changes = partial([...instances, ...only(false)]);
  // A changed instance that is not among its series' instances belongs to a series that the account cannot see.
  if (!areCovered(partial(only(true)).objects, changes.objects)) return null;
  const listed = new Set(changes.objects.map(({ href }) => href));
  const removed = [...changes.removed, ...series].filter((href) => !listed.has(href));
  return { ...changes, removed: [...new Set(removed)] };
}

/** Null when the provider rejects a cursor or a series. */
async function nullIfTokenGone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CalendarError && error.reason === "token-gone") return null;
    throw error;
  }
}
