import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";

/** What a verb came to that had to grant it; throws why it was refused. */
export function granted<T>(outcome: Outcome<T>): T;
export function granted<T>(outcome: Promise<Outcome<T>>): Promise<T>;
export function granted<T>(outcome: Outcome<T> | Promise<Outcome<T>>): T | Promise<T> {
  if (outcome instanceof Promise) return outcome.then((is) => granted(is));
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** Why a verb refused what it had to refuse; throws where it was granted. */
export function refusal(outcome: Outcome<unknown>): Refusal;
export function refusal(outcome: Promise<Outcome<unknown>>): Promise<Refusal>;
export function refusal(outcome: Outcome<unknown> | Promise<Outcome<unknown>>) {
  if (outcome instanceof Promise) return outcome.then((is) => refusal(is));
  if (outcome.ok) throw new Error(`granted: ${JSON.stringify(outcome.value)}`);
  return outcome.refusal;
}
