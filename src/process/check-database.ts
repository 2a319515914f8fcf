/** Whether the database file is whole, before Deno KV has it: over some damage that ends the process without a word of ours. */
import { DatabaseSync } from "node:sqlite";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { messages } from "../lib/i18n/messages.ts";
import { format } from "../lib/i18n/format.ts";
import { OperatorError } from "./operator-errors.ts";

/** Throws when the file at `dbPath` is there and is not a whole database; one that is not there yet is good. */
export function checkStore({ dbPath }: Pick<Settings, "dbPath">): void {
  if (!isRemoteDatabase(dbPath) && hasContent(dbPath)) checkDatabase(dbPath, dbPath);
}

/** The same for any file, told by the name that a person knows it by. */
export function checkDatabase(file: string, path: string): void {
  using database = new DatabaseSync(file);
  const [answer] = database.prepare("PRAGMA quick_check(1)").all();
  if (answer?.quick_check === "ok") return;
  const result = String(answer?.quick_check).replace(/\s+/g, " ");
  throw new OperatorError(format(messages("en").operations.store.damaged, { path, said: result }));
}

function hasContent(path: string): boolean {
  try {
    return Deno.statSync(path).size > 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
