/** Checks the database file before Deno KV opens it, since some damage ends the process without an error message. */
import { DatabaseSync } from "node:sqlite";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { OperatorError } from "./operator-errors.ts";

/** Throws OperatorError when the database file exists and is damaged; a missing file is valid. */
export function checkStore({ dbPath }: Pick<Settings, "dbPath">): void {
  if (!isRemoteDatabase(dbPath) && hasContent(dbPath)) checkDatabase(dbPath, dbPath);
}

/** Throws OperatorError when a database file is damaged; `path` is its name in the message. */
export function checkDatabase(file: string, path: string): void {
  using database = new DatabaseSync(file);
  const [row] = database.prepare("PRAGMA quick_check(1)").all();
  if (row?.quick_check === "ok") return;
  const result = String(row?.quick_check).replace(/\s+/g, " ");
  throw new OperatorError(
    format(operations.store.damaged, { path, reason: result }),
  );
}

function hasContent(path: string): boolean {
  try {
    return Deno.statSync(path).size > 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
