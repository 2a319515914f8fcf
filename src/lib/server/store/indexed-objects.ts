import type { Busy } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { inTurns } from "../runtime/in-turns.ts";
import { coarsen } from "./sync-state.ts";

/** One calendar object as it was last read; an incremental sync builds the busy times from these. */
export interface IndexedObject {
  href: string;
  etag: string | null;
  uid: string;
  /** The booking whose event it is; null for others. */
  bookingId: string | null;
  /** Why its busy time is wider than the event may be; null when it is exact. */
  inexactReason: string | null;
  /** Why it could not be read; its busy time is what it names then, until its host accepts that it blocks nothing. */
  unreadableReason: string | null;
  /** Title, sealed, and fingerprint of an object that could not be read exactly. */
  sealedTitle?: string;
  fingerprint?: string;
  /** Alternating starts and ends, epoch ms. */
  busyBounds: number[];
}

/** ETag of an object that we changed ourselves: it matches none of a server, so the next sync reads the object again. */
export const STALE_ETAG = "";

/** Spans stored for one object, well below the size limit of a record. */
const MAX_SPANS_PER_OBJECT = 1_200;

/** Busy time in stored form; too many spans are merged and rounded outwards, never shortened. */
export function packBusy(busy: readonly Span[]): number[] {
  return coarsen(busy, MAX_SPANS_PER_OBJECT).flatMap(({ start, end }) => [start, end]);
}

/** Busy time of an object. */
export function unpackBusy({ busyBounds, bookingId }: IndexedObject): Busy[] {
  const spans: Busy[] = [];
  for (let at = 0; at < busyBounds.length; at += 2) {
    const span = { start: busyBounds[at] ?? 0, end: busyBounds[at + 1] ?? 0 };
    spans.push(bookingId === null ? span : { ...span, bookingId });
  }
  return spans;
}

/** Whether an object has busy time in a window. */
export function isBusyWithin({ busyBounds }: IndexedObject, window: Span): boolean {
  return busyBounds.some((start, at) =>
    at % 2 === 0 && start < window.end && window.start < (busyBounds[at + 1] ?? start)
  );
}

/** Busy time of all objects but the unreadable ones that the host ignores. */
export function busyOf(
  objects: readonly IndexedObject[],
  ignored: ReadonlySet<string>,
): Busy[] {
  return objects.flatMap((object) => isIgnored(object, ignored) ? [] : unpackBusy(object));
}

function isIgnored(
  { unreadableReason, fingerprint = "" }: IndexedObject,
  ignored: ReadonlySet<string>,
): boolean {
  return unreadableReason !== null && ignored.has(fingerprint);
}

/** Objects that could not be read and that the host does not ignore. */
export function unreadableIn(
  objects: readonly IndexedObject[],
  ignored: ReadonlySet<string>,
): IndexedObject[] {
  return objects.filter((object) =>
    object.unreadableReason !== null && !isIgnored(object, ignored)
  );
}

/** How many objects have inexact busy time, or share their UID with another. */
export async function countInexact(objects: readonly IndexedObject[]): Promise<number> {
  const uidCounts = new Map<string, number>();
  let count = 0;
  await inTurns(objects, ({ uid, unreadableReason }) => {
    if (unreadableReason === null) uidCounts.set(uid, (uidCounts.get(uid) ?? 0) + 1);
  });
  await inTurns(objects, ({ inexactReason, unreadableReason, uid }) => {
    const isTwice = unreadableReason === null && uid !== "" && (uidCounts.get(uid) ?? 0) > 1;
    if (inexactReason !== null || isTwice) count++;
  });
  return count;
}

/** The key of an object in an index: one href may hold several UIDs. */
export const objectKey = ({ href, uid }: Pick<IndexedObject, "href" | "uid">) => `${href}\n${uid}`;
