import { commit, listAll } from "../kv/commit.ts";
import { dayOf, keys } from "../kv/keys.ts";

/** The number of emails sent to one guest's address on a UTC day, by all hosts. */
export interface EmailCount {
  day: number;
  /** Signed hash of the address. */
  recipientKey: string;
  sent: number;
}

/** The count of the UTC day of `now`; every day has its own record. */
export async function getEmailCount(
  kv: Deno.Kv,
  recipient: string,
  now: number,
): Promise<EmailCount> {
  const day = dayOf(now);
  const { value } = await kv.get<number>(keys.emailCount(day, recipient));
  return { day, recipientKey: recipient, sent: value ?? 0 };
}

/** Adds to a commit: the count, without a check. Concurrent commits may count too few by their number. */
export function setEmailCount(
  op: Deno.AtomicOperation,
  { day, recipientKey, sent }: EmailCount,
): void {
  op.set(keys.emailCount(day, recipientKey), sent);
}

const DELETES_PER_COMMIT = 500;

/** Deletes the counts of days before yesterday, as clocks differ; true when it stopped at `limit`. */
export async function purgeEmailCounts(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  const range = { start: keys.emailCounts(), end: keys.emailCount(dayOf(now) - 1, "") };
  const expired = await listAll(kv, range, { limit });
  for (let i = 0; i < expired.length; i += DELETES_PER_COMMIT) {
    const op = kv.atomic();
    for (const { key } of expired.slice(i, i + DELETES_PER_COMMIT)) op.delete(key);
    await commit(op);
  }
  return expired.length === limit;
}
