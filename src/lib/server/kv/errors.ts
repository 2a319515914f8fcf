/** Why the store cannot be read or written; only the operator can fix it. */
export type StoreFailure =
  | "full"
  | "failing"
  | "read-only"
  | "damaged"
  | "closed-off"
  | "in-use"
  | "unreachable";

/** The database server has not answered in time; a commit may still happen, once. */
export class StoreUnreachable extends Error {
  override message = "the database server does not answer";
}

/** Messages of SQLite, the operating system and KV Connect; Deno KV passes them on without a code. */
const messagePatterns: [StoreFailure, RegExp][] = [
  ["full", /database or disk is full|no space left on device|disk quota exceeded|file too large/i],
  ["read-only", /readonly database|read-only file system/i],
  ["damaged", /file is not a database|disk image is malformed|malformed database schema/i],
  ["closed-off", /unable to open database file|permission denied|operation not permitted/i],
  ["in-use", /database (is|table is) locked/i],
  [
    "unreachable",
    /KV Connect failed|could not open Deno KV database|database server does not answer/i,
  ],
  ["failing", /disk I\/O error|input\/output error/i],
];

/** The store failure that an error reports; null for other errors. */
export function storeFailureOf(error: unknown): StoreFailure | null {
  if (!(error instanceof Error)) return null;
  return messagePatterns.find(([, message]) => message.test(error.message))?.[0] ?? null;
}

/** Whether writing fails for now and may work again once there is room. */
export function isWriteFailure(error: unknown): boolean {
  const failure = storeFailureOf(error);
  return failure === "full" || failure === "failing" || failure === "read-only";
}
