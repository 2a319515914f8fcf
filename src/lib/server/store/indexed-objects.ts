import type { Busy } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { coarsen } from "./sync-state.ts";

/** One object at a calendar server, as it was read: what a reading of changes puts its busy time together from. */
export interface IndexedObject {
  href: string;
  etag: string | null;
  uid: string;
  /** The booking of ours that it was written for. */
  bookingId: string | null;
  /** Why its time is wider than it may be; null when it is known. */
  inexactReason: string | null;
  /** Why it could not be read at all; it has no time then. */
  unreadableReason: string | null;
  /** What it is called and its mark, where something of it could not be read; records from before have none. */
  title?: string;
  fingerprint?: string;
  /** Starts and ends by turns. */
  busyBounds: number[];
}

/** Of an object that we changed since it was read: no server gives it, so the next reading reads the object. */
export const STALE_ETAG = "";

/** Spans that are kept of one object: a record holds them with room to spare. */
const MAX_SPANS_PER_OBJECT = 1_200;

/** Busy time as a record keeps it; what is too much is merged and rounded outwards, never cut. */
export function packBusy(busy: readonly Span[]): number[] {
  return coarsen(busy, MAX_SPANS_PER_OBJECT).flatMap(({ start, end }) => [start, end]);
}

/** Busy time of a record. */
export function unpackBusy({ busyBounds, bookingId }: IndexedObject): Busy[] {
  const spans: Busy[] = [];
  for (let at = 0; at < busyBounds.length; at += 2) {
    const span = { start: busyBounds[at] ?? 0, end: busyBounds[at + 1] ?? 0 };
    spans.push(bookingId === null ? span : { ...span, bookingId });
  }
  return spans;
}

/** Whether an object is busy at some time in a window. */
export function isBusyWithin({ busyBounds }: IndexedObject, window: Span): boolean {
  return busyBounds.some((start, at) =>
    at % 2 === 0 && start < window.end && window.start < (busyBounds[at + 1] ?? start)
  );
}

/** What of a calendar could not be read and is not accepted by its host. */
export function unreadableIn(
  remotes: readonly IndexedObject[],
  accepted: ReadonlySet<string>,
): IndexedObject[] {
  return remotes.filter(({ unreadableReason, fingerprint = "" }) =>
    unreadableReason !== null && !accepted.has(fingerprint)
  );
}

/** Objects that are busy for longer than they may be: what of them was unclear, and whatever shares its UID with another. */
export function inexactIn(remotes: readonly IndexedObject[]): IndexedObject[] {
  const uidCounts = new Map<string, number>();
  const readable = remotes.filter(({ unreadableReason }) => unreadableReason === null);
  for (const { uid } of readable) uidCounts.set(uid, (uidCounts.get(uid) ?? 0) + 1);
  return remotes.filter(({ inexactReason, unreadableReason, uid }) =>
    inexactReason !== null ||
    unreadableReason === null && uid !== "" && (uidCounts.get(uid) ?? 0) > 1
  );
}

/** Names an object among all of a listing: one address may hold several. */
export const objectKey = ({ href, uid }: Pick<IndexedObject, "href" | "uid">) => `${href}\n${uid}`;
