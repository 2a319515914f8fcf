import { inside, merge, type Span } from "$lib/scheduling/span.ts";
import {
  type AnsweredBusy,
  answeredBusy,
  CalendarError,
  type Changes,
  type RemoteObject,
} from "./calendar.ts";

/** A page of events that the provider has expanded, with the cursor that follows the last page. */
export interface EventPage<Item> {
  items: Item[];
  cursor?: string | undefined;
}

/** A listed item: an event or instance with its busy time and its title, null when it is private, or the href of an event that was removed. */
export type ListedItem =
  | Pick<RemoteObject, "href" | "etag" | "uid" | "bookingId" | "busy"> & { title: string | null }
  | { removed: string };

/** How a listing is read. */
export interface PagesOptions {
  maxPages?: number | undefined;
  onPage?: ((entries: number) => void) | undefined;
}

/** More events than any calendar has in a year. */
const MAX_EVENTS = 100_000;

/**
 * All pages of a listing, at most `maxPages`; `readPage` gets the link or token that the page before ended with, `onPage`
 * the number of entries so far. Throws "too-many-events".
 */
export async function collectPages<Page>(
  readPage: (
    next: string | undefined,
  ) => Promise<{ page: Page; count: number; next: string | undefined }>,
  { maxPages = Infinity, onPage }: PagesOptions = {},
): Promise<Page[]> {
  const pages: Page[] = [];
  let next: string | undefined, events = 0, entries = 0;
  do {
    if (events >= MAX_EVENTS) throw new CalendarError("try-again", "too-many-events");
    const result = await readPage(next);
    pages.push(result.page);
    events += Math.max(1, result.count);
    onPage?.(entries += result.count);
    next = result.next;
  } while (next !== undefined && pages.length < maxPages);
  return pages;
}

/** Lists in pages of `size` entries; after a response that is too large, from the beginning with half the size. */
export async function withShrinkingPages<T>(
  size: number,
  list: (size: number) => Promise<T>,
): Promise<T> {
  try {
    return await list(size);
  } catch (error) {
    const isTooLarge = error instanceof CalendarError && error.reason === "too-large";
    if (!isTooLarge || size <= 1) throw error;
    return withShrinkingPages(Math.floor(size / 2), list);
  }
}

/** Changes from listed items: one object for each series and each single event. */
export function toChanges(
  listed: readonly ListedItem[],
  { cursor, isFullSync }: { cursor: string | null; isFullSync: boolean },
): Changes {
  const objects = new Map<string, RemoteObject>();
  const removed: string[] = [];
  for (const item of listed) {
    if ("removed" in item) {
      removed.push(item.removed);
      continue;
    }
    const { title, ...event } = item;
    const titles = item.busy.map((time) => ({ ...time, title }));
    const series = objects.get(item.href);
    if (series) {
      series.busy.push(...item.busy);
      series.titles?.push(...titles);
    } else objects.set(item.href, { ...event, busy: [...item.busy], approximate: null, titles });
  }
  return {
    isFullSync,
    ...(isFullSync ? {} : { reportsDeletions: true }),
    objects: [...objects.values()].map((object) => ({ ...object, busy: merge(object.busy) })),
    removed: isFullSync ? [] : removed,
    cursor,
    unreadable: [],
  };
}

/** Whether the same objects in `by` cover all busy times of `objects`. */
export function areCovered(objects: readonly RemoteObject[], by: readonly RemoteObject[]): boolean {
  const spans = new Map(by.map(({ href, busy }) => [href, busy]));
  return objects.every(({ href, busy }) =>
    busy.every(({ start, end }) =>
      spans.get(href)?.some((span) => span.start <= start && span.end >= end)
    )
  );
}

/** An event's busy time inside a span, as `Calendar.busy` returns it. */
export function toServerBusySpans(
  time: Span,
  span: Span,
  { title, bookingId }: { title: string | null; bookingId: string | null },
): AnsweredBusy[] {
  return inside(time, span).map((part) => answeredBusy(part, title, bookingId));
}
