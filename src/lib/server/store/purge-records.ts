import type { Job } from "./job.ts";
import type { LinkRecord } from "./bookings.ts";
import { type IdempotencyRecord, isIdempotencyRecordValid } from "./idempotency-records.ts";
import { API_KEY_RETENTION_MS } from "./api-keys.ts";
import { commit } from "./commit.ts";
import type { Invitation } from "./invitations.ts";
import { dropJob, isJobOver, JOB_RETENTION_MS } from "./jobs.ts";
import { keys } from "./keys.ts";
import type { ApiKey } from "$lib/scheduling/api-key.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import { MAGIC_LINK_RETENTION_MS, type MagicLink, type UsedLink } from "./magic-links.ts";
import { deletePrivateLinks, PRIVATE_LINK_RETENTION_MS } from "./private-links.ts";
import type { TeamInvitation } from "$lib/scheduling/team.ts";
import { isReplayValid, type Replay } from "./replays.ts";
import type { Session } from "./sessions.ts";
import { deleteTeamInvitation } from "./team-invitations.ts";

/**
 * Deletes records whose retention is over, in small commits that check each record's version. Each function returns
 * true when it stopped at `limit`.
 */

const READ_BATCH = 100;
/** Checks that one commit takes. */
const MAX_CHECKS = 10;
/** How long a used link is kept after its expiry, ms. */
const USED_LINK_RETENTION_MS = 30 * DAY;
/** How long an expired invitation to a team can be sent again, ms. */
const TEAM_INVITATION_RETENTION_MS = 30 * DAY;

/** Deletes jobs that finished thirty days ago. */
export async function purgeJobs(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  const old = now - JOB_RETENTION_MS;
  // A job's id begins with its creation time, so younger jobs are not read.
  const range = { start: keys.job(""), end: keys.job(old.toString(36).padStart(9, "0") + "~") };
  return await purgeExpired<Job>(kv, range, limit, ({ value }, op) => {
    if (!isJobOver(value.state) || value.doneAt === null || value.doneAt > old) return false;
    dropJob(op, value);
    return true;
  });
}

/** Deletes expired idempotency records. */
export function purgeIdempotencyRecords(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  return purgeExpired<IdempotencyRecord>(
    kv,
    { prefix: keys.idempotencyRecords() },
    limit,
    ({ value }) => !isIdempotencyRecordValid(value, now),
  );
}

/** Deletes the answers to changes of the API that are repeated no more. */
export function purgeReplays(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  return purgeExpired<Replay>(
    kv,
    { prefix: keys.replays() },
    limit,
    ({ value }) => !isReplayValid(value, now),
  );
}

/** Deletes expired sessions. */
export function purgeSessions(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  return purgeExpired<Session>(kv, { prefix: keys.sessions() }, limit, ({ value }, op) => {
    if (value.expiresAt > now) return false;
    op.delete(keys.sessionOf(value.hostId, value.hash));
    return true;
  });
}

/** Deletes API keys whose retention after expiry or revocation is over. */
export function purgeApiKeys(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  return purgeExpired<ApiKey>(kv, { prefix: keys.apiKeys() }, limit, ({ value }, op) => {
    const over = Math.min(value.expiresAt ?? Infinity, value.revoked?.at ?? Infinity);
    if (over + API_KEY_RETENTION_MS > now) return false;
    op.delete(keys.apiKeyOf(value.hostId, value.id));
    return true;
  });
}

/** Deletes sign-in links, invitations and used links whose retention is over. */
export async function purgeAuthLinks(
  kv: Deno.Kv,
  now: number,
  limit: number,
): Promise<boolean> {
  const mailed = await purgeExpired<MagicLink>(
    kv,
    { prefix: keys.magicLinks() },
    limit,
    ({ value }) => value.expiresAt + MAGIC_LINK_RETENTION_MS <= now,
  );
  const invited = await purgeExpired<Invitation>(
    kv,
    { prefix: keys.invitations() },
    limit,
    ({ value }, op) => {
      if (value.expiresAt + MAGIC_LINK_RETENTION_MS > now) return false;
      op.delete(keys.invitationOf(value.hostId, value.hash));
      return true;
    },
  );
  const used = await purgeExpired<UsedLink>(
    kv,
    { prefix: keys.usedLinks() },
    limit,
    ({ value }) => Math.max(value.usedAt, value.expiresAt) + USED_LINK_RETENTION_MS <= now,
  );
  return mailed || invited || used;
}

/** Deletes invitations to teams whose retention after expiry is over. */
export function purgeTeamInvitations(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  const all = { prefix: keys.teamInvitations() };
  return purgeExpired<TeamInvitation>(kv, all, limit, ({ value }, op) => {
    if (value.expiresAt + TEAM_INVITATION_RETENTION_MS > now) return false;
    deleteTeamInvitation(op, value);
    return true;
  });
}

/** Deletes private links whose retention after expiry or revocation is over. */
export function purgePrivateLinks(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  return purgeExpired<PrivateLink>(kv, { prefix: keys.privateLinks() }, limit, ({ value }, op) => {
    const over = Math.min(value.expiresAt ?? Infinity, value.revokedAt ?? Infinity);
    if (over + PRIVATE_LINK_RETENTION_MS > now) return false;
    deletePrivateLinks(op, [value]);
    return true;
  });
}

/** Deletes expired records that are unchanged since they were read; `isExpired` adds related deletions to the commit. */
async function purgeExpired<T>(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  limit: number,
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
    if (++purged === limit) break;
  }
  if (batched > 0) await commit(op);
  return purged === limit;
}

/** Deletes links of bookings that no longer exist. */
export async function deleteOrphanedLinks(kv: Deno.Kv): Promise<void> {
  await deleteOrphaned(kv, kv.list<LinkRecord>({ prefix: keys.links() }));
}

/** Deletes idempotency records of bookings that no longer exist. */
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
      const group = batch.slice(i, i + 10);
      const existing = await kv.getMany<unknown[]>(
        group.map(({ value }) => keys.booking(value.bookingId)),
      );
      for (const [n, { versionstamp }] of existing.entries()) {
        if (versionstamp === null) op.delete(group[n]!.key);
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
