import { commit, listAll } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

/** How many emails went to one guest's address on a UTC day, over all hosts. */
export interface EmailCount {
  day: number;
  /** The signature of the address. */
  recipient: string;
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
  return { day, recipient, sent: value ?? 0 };
}

/** Adds a count to a commit, without a check: commits that race each count from what they read, so the count may lag by their number. */
export function setEmailCount(
  op: Deno.AtomicOperation,
  { day, recipient, sent }: EmailCount,
): void {
  op.set(keys.emailCount(day, recipient), sent);
}

const BATCH = 500;

/** Takes the counts of past days away; whether it stopped at `most` and there may be more. Yesterday's stay, as clocks differ. */
export async function clearEmailCounts(kv: Deno.Kv, now: number, most: number): Promise<boolean> {
  const range = { start: keys.emailCounts(), end: keys.emailCount(dayOf(now) - 1, "") };
  const past = await listAll(kv, range, { limit: most });
  for (let i = 0; i < past.length; i += BATCH) {
    const op = kv.atomic();
    for (const { key } of past.slice(i, i + BATCH)) op.delete(key);
    await commit(op);
  }
  return past.length === most;
}
