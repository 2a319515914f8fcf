/** What keeps a store from being read or written; only the operator can mend it. */
export type StoreFailure = "full" | "failing" | "read-only" | "damaged" | "closed-off" | "in-use";

/** Messages of SQLite and of the system, which come without a code through Deno KV. */
const messagePatterns: [StoreFailure, RegExp][] = [
  ["full", /database or disk is full|no space left on device|disk quota exceeded|file too large/i],
  ["read-only", /readonly database|read-only file system/i],
  ["damaged", /file is not a database|disk image is malformed|malformed database schema/i],
  ["closed-off", /unable to open database file|permission denied|operation not permitted/i],
  ["in-use", /database (is|table is) locked/i],
  ["failing", /disk I\/O error|input\/output error/i],
];

/** Which of these an error tells of; null for everything else. */
export function storeFailureOf(error: unknown): StoreFailure | null {
  if (!(error instanceof Error)) return null;
  return messagePatterns.find(([, message]) => message.test(error.message))?.[0] ?? null;
}

/** Whether nothing can be written for now, and might be again once there is room. */
export function isWriteFailure(error: unknown): boolean {
  const failure = storeFailureOf(error);
  return failure === "full" || failure === "failing" || failure === "read-only";
}
