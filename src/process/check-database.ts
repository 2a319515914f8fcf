/** Checks the database file before Deno KV opens it, since some damage ends the process without an error message. */
import { DatabaseSync } from "node:sqlite";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";

/**
 * Throws OperatorError when the database file exists and is damaged; a missing file is valid. One that is as a program
 * left it when it stopped in order is not read again, which takes seconds for a large one.
 */
export function checkStore({ dbPath }: Pick<Settings, "dbPath">): void {
  if (isRemoteDatabase(dbPath) || !hasContent(dbPath)) return;
  const isAsLeft = !hasContent(`${dbPath}-wal`) && readNote(dbPath) === stateOf(dbPath);
  // Only the next stop in order says so again.
  removeNote(dbPath);
  if (!isAsLeft) checkDatabase(dbPath, dbPath);
}

/** Notes for the next start that the database was closed in order; called when it has been closed. */
export async function noteClosed({ dbPath }: Pick<Settings, "dbPath">): Promise<void> {
  if (isRemoteDatabase(dbPath)) return;
  for (let waits = 0; hasContent(`${dbPath}-wal`); waits++) {
    if (waits === MAX_WAITS) return;
    await new Promise((wake) => setTimeout(wake, WAIT_MS));
  }
  Deno.writeTextFileSync(noteOf(dbPath), stateOf(dbPath), { mode: 0o600 });
}

/** How often and how long it is waited until SQLite has written everything into the file, ms. */
const MAX_WAITS = 20, WAIT_MS = 25;

const noteOf = (dbPath: string) => `${dbPath}-closed`;

/** What changes with every write of a file, whoever makes it. */
function stateOf(path: string): string {
  const { size, mtime, ctime, ino } = Deno.statSync(path);
  return JSON.stringify({ size, ino, mtime: mtime?.getTime(), ctime: ctime?.getTime() });
}

function readNote(dbPath: string): string | null {
  try {
    return Deno.readTextFileSync(noteOf(dbPath));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function removeNote(dbPath: string): void {
  try {
    Deno.removeSync(noteOf(dbPath));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
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
