import { commit, newCommit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** `bookings` with details, or only busy times. */
export const feedKinds = ["bookings", "free-busy"] as const;
export type FeedKind = typeof feedKinds[number];

/** The host and kind of a feed; found by the hash of its secret. */
export interface FeedRecord {
  hostId: string;
  kind: FeedKind;
}

/** A host's open feed of one kind. */
export interface OpenFeed {
  hash: string;
  /** The sealed secret, so that the host can see the address again. */
  sealed: string;
  openedAt: number;
}

export async function getFeed(kv: Deno.Kv, hash: string): Promise<FeedRecord | null> {
  return (await kv.get<FeedRecord>(keys.feed(hash))).value;
}

export async function readFeedOf(
  kv: Deno.Kv,
  hostId: string,
  kind: FeedKind,
): Promise<Deno.KvEntryMaybe<OpenFeed>> {
  return await kv.get<OpenFeed>(keys.feedOf(hostId, kind));
}

/**
 * Opens, renews or (with null) closes a feed and deletes the previous one in the same commit; false when it changed
 * meanwhile.
 */
export async function setFeed(
  kv: Deno.Kv,
  was: Deno.KvEntryMaybe<OpenFeed>,
  record: FeedRecord,
  is: OpenFeed | null,
): Promise<boolean> {
  const op = newCommit(kv).check(was);
  if (was.value) op.delete(keys.feed(was.value.hash));
  const openFeedKey = keys.feedOf(record.hostId, record.kind);
  if (is) op.set(keys.feed(is.hash), record).set(openFeedKey, is);
  else op.delete(openFeedKey);
  return await commit(op);
}
