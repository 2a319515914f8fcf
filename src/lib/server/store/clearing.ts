import type { Job } from "../jobs/job.ts";
import { type AnswerRecord, type LinkRecord, stillAnswers } from "./bookings.ts";
import { commit } from "./commit.ts";
import type { Invitation } from "./invitations.ts";
import { DONE_STAYS, dropJob, isOver } from "./jobs.ts";
import { keys } from "./keys.ts";
import type { PrivateLink } from "$lib/scheduling/private-link.ts";
import { type MailedLink, remembered, type SpentLink } from "./mailed-links.ts";
import { deletePrivateLinks, OVER_STAYS } from "./private-links.ts";
import type { Session } from "./sessions.ts";

/**
 * What nobody needs any more goes in small commits, by the time that each record carries; what changed while it was looked
 * at stays. Each answers whether it stopped at `most` and there may be more.
 */

const BATCH = 100;
/** What one commit can check. */
const CHECKS = 10;
/** A spent link is remembered so much longer than it would have been good. */
const SPENT_STAYS = 30 * 86_400_000;

/** Jobs that have been over for thirty days. */
export async function clearJobs(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  const old = now - DONE_STAYS;
  // The id of a job begins with the time of its making: younger ones need not be looked at.
  const range = { start: keys.job(""), end: keys.job(old.toString(36).padStart(9, "0") + "~") };
  return await clearOver<Job>(kv, range, most, ({ value }, op) => {
    if (!isOver(value.state) || value.doneAt === null || value.doneAt > old) return false;
    dropJob(op, value);
    return true;
  });
}

/** Stored answers past their day. */
export function clearAnswers(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return clearOver<AnswerRecord>(
    kv,
    { prefix: keys.answers() },
    most,
    ({ value }) => !stillAnswers(value, now),
  );
}

/** Sessions that are over. */
export function clearSessions(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return clearOver<Session>(kv, { prefix: keys.sessions() }, most, ({ value }, op) => {
    if (value.expiresAt > now) return false;
    op.delete(keys.sessionOf(value.hostId, value.hash));
    return true;
  });
}

/** Links of identity that are late or used, when they need not be told from unknown ones any more. */
export async function clearIdentityLinks(
  kv: Deno.Kv,
  now: number,
  most: number,
): Promise<boolean> {
  const mailed = await clearOver<MailedLink>(
    kv,
    { prefix: keys.signIns() },
    most,
    ({ value }) => value.expiresAt + remembered <= now,
  );
  const invited = await clearOver<Invitation>(
    kv,
    { prefix: keys.invitations() },
    most,
    ({ value }, op) => {
      if (value.expiresAt + remembered > now) return false;
      op.delete(keys.invitationOf(value.hostId, value.hash));
      return true;
    },
  );
  const spent = await clearOver<SpentLink>(
    kv,
    { prefix: keys.allSpent() },
    most,
    ({ value }) => Math.max(value.at, value.until) + SPENT_STAYS <= now,
  );
  return mailed || invited || spent;
}

/** Private links that have been over for so long that nobody asks why. */
export function clearPrivateLinks(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  return clearOver<PrivateLink>(kv, { prefix: keys.privateLinks() }, most, ({ value }, op) => {
    const over = Math.min(value.expiresAt ?? Infinity, value.revokedAt ?? Infinity);
    if (over + OVER_STAYS > now) return false;
    deletePrivateLinks(op, [value]);
    return true;
  });
}

/** Deletes what is over, if it is still as it was read; what goes with it is added to the commit. */
async function clearOver<T>(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  most: number,
  isDone: (entry: Deno.KvEntry<T>, op: Deno.AtomicOperation) => boolean,
): Promise<boolean> {
  let op = kv.atomic(), held = 0, cleared = 0;
  for await (const entry of kv.list<T>(selector, { batchSize: BATCH })) {
    if (!isDone(entry, op)) continue;
    op.check(entry).delete(entry.key);
    if (++held === CHECKS) {
      await commit(op);
      op = kv.atomic();
      held = 0;
    }
    if (++cleared === most) break;
  }
  if (held > 0) await commit(op);
  return cleared === most;
}

/** Links of bookings that are no more. */
export async function forgetLostLinks(kv: Deno.Kv): Promise<void> {
  await forgetLost(kv, kv.list<LinkRecord>({ prefix: keys.links() }));
}

/** Stored answers about bookings that are no more. */
export async function forgetLostAnswers(kv: Deno.Kv): Promise<void> {
  await forgetLost(kv, kv.list<AnswerRecord>({ prefix: keys.answers() }));
}

async function forgetLost(
  kv: Deno.Kv,
  entries: AsyncIterable<Deno.KvEntry<{ bookingId: string }>>,
): Promise<void> {
  let batch: Deno.KvEntry<{ bookingId: string }>[] = [];
  const flush = async () => {
    const op = kv.atomic();
    for (let i = 0; i < batch.length; i += 10) {
      const some = batch.slice(i, i + 10);
      const there = await kv.getMany<unknown[]>(
        some.map(({ value }) => keys.booking(value.bookingId)),
      );
      for (const [n, { versionstamp }] of there.entries()) {
        if (versionstamp === null) op.delete(some[n]!.key);
      }
    }
    await commit(op);
    batch = [];
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}
