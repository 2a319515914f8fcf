/** The thread of the program that writes a backup: SQLite’s calls wait for the disk. */
import { DatabaseSync } from "node:sqlite";
import { parentPort } from "node:worker_threads";
import { operations } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";
import { fileExists, removeIfExists, syncToDisk } from "./atomic-files.ts";
import { type BackupFacts, writePart } from "./backup-file.ts";
import { copyRows } from "./copy-store.ts";

export interface BackupTask {
  dbPath: string;
  /** Replaces a file of this name once it is whole. */
  file: string;
  /** The name until then. */
  part: string;
  facts: BackupFacts;
  /** Leaves a file as it is that has the same commits. */
  keepsSame?: boolean;
}

parentPort!.on("message", (task: BackupTask) => {
  try {
    write(task);
    parentPort!.postMessage(null);
  } catch (error) {
    parentPort!.postMessage(error);
  }
});

function write({ dbPath, file, part, facts, keepsSame }: BackupTask): void {
  if (keepsSame && fileExists(file) && commitsIn(file) === commitsIn(dbPath)) return;
  using _ = writePart({ dbPath }, part, facts, copyRows);
  try {
    check(part);
    Deno.renameSync(part, file);
  } catch (error) {
    removeIfExists(part);
    throw error;
  }
  syncToDisk(file);
}

/** Reads what has been written: the backup before is deleted only for a whole one. */
function check(part: string): void {
  using database = new DatabaseSync(part, { readOnly: true });
  const [row] = database.prepare("PRAGMA quick_check(1)").all();
  if (row?.quick_check === "ok") return;
  throw new Error(format(operations.backup.damaged, { file: part }));
}

/** What Deno KV counts with each commit; null for a file that is no store. */
function commitsIn(path: string): unknown {
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    return database.prepare("SELECT version FROM data_version").get()?.version ?? null;
  } catch {
    return null;
  }
}
