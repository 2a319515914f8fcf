import type { Job } from "./job.ts";
import { type IdempotencyRecord, isIdempotencyRecordValid, type LinkRecord } from "./bookings.ts";
import { commit } from "./commit.ts";
import type { Invitation } from "./invitations.ts";
import { dropJob, isJobOver, JOB_RETENTION_MS } from "./jobs.ts";
import { keys } from "./keys.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import { MAGIC_LINK_RETENTION_MS, type MagicLink, type UsedLink } from "./magic-links.ts";
import { deletePrivateLinks, PRIVATE_LINK_RETENTION_MS } from "./private-links.ts";
import type { Session } from "./sessions.ts";

/**
 * What nobody needs any more goes in small commits, by the time that each record carries; what changed while it was looked
 * at stays. Each answers whether it stopped at `most` and there may be more.
 */

const READ_BATCH = 100;
/** What one commit can check. */
const MAX_CHECKS = 10;
/** A spent link is remembered so much longer than it would have been good. */
const USED_LINK_RETENTION_MS = 30 * 86_400_000;

/** Jobs that have been over for thirty days. */
export async function purgeJobs(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  const old = now - JOB_RETENTION_MS;
  // The id of a job begins with the time of its making: younger ones need not be looked at.
  const range = { start: keys.job(""), end: keys.job(old.toString(36).padStart(9, "0") + "~") };
  return await purgeExpired<Job>(kv, range, most, ({ value }, op) => {
    if (!isJobOver(value.state) || value.doneAt === null || value.doneAt > old) return false;
    dropJob(op, value);
    return true;
  });
}

/** Stored answers past their day. */
export function purgeIdempotencyRecords(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return purgeExpired<IdempotencyRecord>(
    kv,
    { prefix: keys.idempotencyRecords() },
    most,
    ({ value }) => !isIdempotencyRecordValid(value, now),
  );
}

/** Sessions that are over. */
export function purgeSessions(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return purgeExpired<Session>(kv, { prefix: keys.sessions() }, most, ({ value }, op) => {
    if (value.expiresAt > now) return false;
    op.delete(keys.sessionOf(value.hostId, value.hash));
    return true;
  });
}

/** Links of identity that are late or used, when they need not be told from unknown ones any more. */
export async function purgeAuthLinks(
  kv: Deno.Kv,
  now: number,
  most: number,
): Promise<boolean> {
  const mailed = await purgeExpired<MagicLink>(
    kv,
    { prefix: keys.magicLinks() },
    most,
    ({ value }) => value.expiresAt + MAGIC_LINK_RETENTION_MS <= now,
  );
  const invited = await purgeExpired<Invitation>(
    kv,
    { prefix: keys.invitations() },
    most,
    ({ value }, op) => {
      if (value.expiresAt + MAGIC_LINK_RETENTION_MS > now) return false;
      op.delete(keys.invitationOf(value.hostId, value.hash));
      return true;
    },
  );
  const spent = await purgeExpired<UsedLink>(
    kv,
    { prefix: keys.usedLinks() },
    most,
    ({ value }) => Math.max(value.usedAt, value.expiresAt) + USED_LINK_RETENTION_MS <= now,
  );
  return mailed || invited || spent;
}

/** Private links that have been over for so long that nobody asks why. */
export function purgePrivateLinks(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return purgeExpired<PrivateLink>(kv, { prefix: keys.privateLinks() }, most, ({ value }, op) => {
    const over = Math.min(value.expiresAt ?? Infinity, value.revokedAt ?? Infinity);
    if (over + PRIVATE_LINK_RETENTION_MS > now) return false;
    deletePrivateLinks(op, [value]);
    return true;
  });
}

/** Deletes what is over, if it is still as it was read; what goes with it is added to the commit. */
async function purgeExpired<T>(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  most: number,
  isExpired: (entry: Deno.KvEntry<T>, op: Deno.AtomicOperation) => boolean,
): Promise<boolean> {
  let op = kv.atomic(), batched = 0, purged = 0;
  for await (const entry of kv.list<T>(selector, { batchSize: READ_BATCH })) {
    if (!isExpired(entry, op)) continue;
    op.check(entry).delete(entry.key);
    if (++batched === MAX_CHECKS) {
      await commit(op);
      op = kv.atomic();
      batched = 0;
    }
    if (++purged === most) break;
  }
  if (batched > 0) await commit(op);
  return purged === most;
}

/** Links of bookings that are no more. */
export async function deleteOrphanedLinks(kv: Deno.Kv): Promise<void> {
  await deleteOrphaned(kv, kv.list<LinkRecord>({ prefix: keys.links() }));
}

/** Stored answers about bookings that are no more. */
export async function deleteOrphanedIdempotencyRecords(kv: Deno.Kv): Promise<void> {
  await deleteOrphaned(kv, kv.list<IdempotencyRecord>({ prefix: keys.idempotencyRecords() }));
}

async function deleteOrphaned(
  kv: Deno.Kv,
  entries: AsyncIterable<Deno.KvEntry<{ bookingId: string }>>,
): Promise<void> {
  let batch: Deno.KvEntry<{ bookingId: string }>[] = [];
  const flush = async () => {
    const op = kv.atomic();
    for (let i = 0; i < batch.length; i += 10) {
      const some = batch.slice(i, i + 10);
      const existing = await kv.getMany<unknown[]>(
        some.map(({ value }) => keys.booking(value.bookingId)),
      );
      for (const [n, { versionstamp }] of existing.entries()) {
        if (versionstamp === null) op.delete(some[n]!.key);
      }
    }
    await commit(op);
    batch = [];
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === READ_BATCH) await flush();
  }
  await flush();
}
