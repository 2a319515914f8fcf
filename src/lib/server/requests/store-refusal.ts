import { type Refusal, type Refused, refused } from "$lib/scheduling/outcome.ts";
import { isWriteFailure, storeFailureOf } from "../kv/errors.ts";

type StoreRefusal = "cannot-save" | "busy";

/** What an error of the store means for somebody who sent something: it is full or fails, or just now it does not answer. */
export function storeRefusalOf(error: unknown): Refusal<StoreRefusal> | null {
  if (isWriteFailure(error)) return { code: "cannot-save", retryAfter: 60 };
  const failure = storeFailureOf(error);
  const isPassing = failure === "in-use" || failure === "unreachable";
  return isPassing ? { code: "busy", retryAfter: 5 } : null;
}

/** A store that takes nothing for now is a refusal, so that the form comes back with what was entered. */
export function refuseIfStoreRefuses(error: unknown): Refused<StoreRefusal> {
  const refusal = storeRefusalOf(error);
  if (!refusal) throw error;
  return refused(refusal.code, { retryAfter: refusal.retryAfter! });
}
