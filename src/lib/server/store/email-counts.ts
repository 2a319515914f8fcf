import { commit, listAll } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

/** How many emails went to one guest's address on a UTC day, over all hosts. */
export interface EmailCount {
  day: number;
  /** The signature of the address. */
  recipientKey: string;
  sent: number;
}

/** The count of the day that the clock shows; each day has one of its own, so a clock that goes back finds the earlier one. */
export async function getEmailCount(
  kv: Deno.Kv,
  recipient: string,
  now: number,
): Promise<EmailCount> {
  const day = dayOf(now);
  const { value } = await kv.get<number>(keys.emailCount(day, recipient));
  return { day, recipientKey: recipient, sent: value ?? 0 };
}

/** Adds a count to a commit, without a check: commits that race each count from what they read, so the count may lag by their number. */
export function setEmailCount(
  op: Deno.AtomicOperation,
  { day, recipientKey, sent }: EmailCount,
): void {
  op.set(keys.emailCount(day, recipientKey), sent);
}

const DELETES_PER_COMMIT = 500;

/** Takes the counts of past days away; whether it stopped at `most` and there may be more. Yesterday's stay, as clocks differ. */
export async function purgeEmailCounts(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  const range = { start: keys.emailCounts(), end: keys.emailCount(dayOf(now) - 1, "") };
  const past = await listAll(kv, range, { limit: most });
  for (let i = 0; i < past.length; i += DELETES_PER_COMMIT) {
    const op = kv.atomic();
    for (const { key } of past.slice(i, i + DELETES_PER_COMMIT)) op.delete(key);
    await commit(op);
  }
  return past.length === most;
}
