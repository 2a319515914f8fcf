import type { Busy } from "$lib/scheduling/ledger.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { fewer } from "./readings.ts";

/** One object at a calendar server, as it was read: what a reading of changes puts its busy time together from. */
export interface Remote {
  href: string;
  etag: string | null;
  uid: string;
  /** The booking of ours that it was written for. */
  own: string | null;
  /** Why its time is wider than it may be; null when it is known. */
  unknown: string | null;
  /** Why it could not be read at all; it has no time then. */
  skipped: string | null;
  /** What it is called and its mark, where something of it could not be read; records from before have none. */
  title?: string;
  mark?: string;
  /** Starts and ends by turns. */
  busy: number[];
}

/** Of an object that we changed since it was read: no server gives it, so the next reading reads the object. */
export const UNREAD_ETAG = "";

/** Spans that are kept of one object: a record holds them with room to spare. */
const MOST_SPANS = 1_200;

/** Busy time as a record keeps it; what is too much is merged and rounded outwards, never cut. */
export function packed(busy: readonly Span[]): number[] {
  return fewer(busy, MOST_SPANS).flatMap(({ start, end }) => [start, end]);
}

/** Busy time of a record. */
export function busyOf({ busy, own }: Remote): Busy[] {
  const spans: Busy[] = [];
  for (let at = 0; at < busy.length; at += 2) {
    const span = { start: busy[at] ?? 0, end: busy[at + 1] ?? 0 };
    spans.push(own === null ? span : { ...span, own });
  }
  return spans;
}

/** Whether an object is busy at some time in a window. */
export function takesTime({ busy }: Remote, window: Span): boolean {
  return busy.some((start, at) =>
    at % 2 === 0 && start < window.end && window.start < (busy[at + 1] ?? start)
  );
}

/** What of a calendar could not be read and is not accepted by its host. */
export function unreadIn(remotes: readonly Remote[], accepted: ReadonlySet<string>): Remote[] {
  return remotes.filter(({ skipped, mark = "" }) => skipped !== null && !accepted.has(mark));
}

/** Objects that are busy for longer than they may be: what of them was unclear, and whatever shares its UID with another. */
export function unclearIn(remotes: readonly Remote[]): Remote[] {
  const times = new Map<string, number>();
  const read = remotes.filter(({ skipped }) => skipped === null);
  for (const { uid } of read) times.set(uid, (times.get(uid) ?? 0) + 1);
  return remotes.filter(({ unknown, skipped, uid }) =>
    unknown !== null || skipped === null && uid !== "" && (times.get(uid) ?? 0) > 1
  );
}

/** Names an object among all of a listing: one address may hold several. */
export const nameOf = ({ href, uid }: Pick<Remote, "href" | "uid">) => `${href}\n${uid}`;
