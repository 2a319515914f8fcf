/** A backup: the copied store as one SQLite file, with a page of its own that says what it is. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Settings } from "../lib/server/runtime/settings.ts";
import { storeFailureOf } from "../lib/server/store/errors.ts";
import { OperatorError } from "../process/operator-errors.ts";
import { copyStore, storeFile } from "./snapshot.ts";
import { fileExists, placeNew, removeIfExists, syncToDisk } from "./atomic-files.ts";

/** The file is no backup of this program, or a broken one. */
export class NotABackup extends OperatorError {}

export interface BackupLabel {
  madeAt: string;
  /** Recognises the session secret that sealed what is inside, without telling it; null when it was not there. */
  secretFingerprint: string | null;
  /** The secret itself, only where it was asked for. */
  secret: string | null;
}

/**
 * Writes a backup beside the running program, whole or not at all; refuses to overwrite a file. `secret` is the session
 * secret, or null when there is none to be recognised.
 */
export function writeBackup(
  settings: Settings,
  file: string,
  { secret, withSecret }: { secret: string | null; withSecret: boolean },
): BackupLabel {
  storeFile(settings);
  if (fileExists(file)) throw new Deno.errors.AlreadyExists(file);
  const label: BackupLabel = {
    madeAt: new Date().toISOString(),
    secretFingerprint: secret && fingerprintOf(secret),
    secret: withSecret ? secret : null,
  };
  const part = `${file}.part`;
  using lock = openPartFile(part);
  try {
    copyStore(settings, part);
    writeLabel(part, label);
    lock.syncSync();
    placeNew(part, file);
  } catch (error) {
    for (const end of ["", "-journal", "-wal", "-shm"]) removeIfExists(part + end);
    throw error;
  }
  return label;
}

/** The file that a backup is written into: what a killed one left is begun anew, what another one writes is left alone. */
function openPartFile(part: string): Deno.FsFile {
  const file = Deno.openSync(part, { read: true, write: true, create: true, mode: 0o600 });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new OperatorError(`Another backup to ${part} is in progress.`);
  }
  file.truncateSync();
  removeIfExists(`${part}-journal`);
  return file;
}

function writeLabel(file: string, label: BackupLabel): void {
  using database = new DatabaseSync(file);
  database.exec("CREATE TABLE invito_backup (label TEXT NOT NULL)");
  database.prepare("INSERT INTO invito_backup VALUES (?)").run(JSON.stringify(label));
}

/** The label of a backup. */
export function readLabel(file: string): BackupLabel {
  return orNotABackup(file, () => {
    using database = new DatabaseSync(file, { readOnly: true });
    return labelIn(database);
  });
}

/** Copies a backup to `to` as a store, checked to be whole, and answers its label. */
export function unpackBackup(file: string, to: string): BackupLabel {
  Deno.copyFileSync(file, to);
  Deno.chmodSync(to, 0o600);
  const label = orNotABackup(file, () => {
    using database = new DatabaseSync(to);
    const [check] = database.prepare("PRAGMA integrity_check").all();
    if (check?.integrity_check !== "ok") throw new NotABackup(`${file} is damaged.`);
    const label = labelIn(database);
    database.exec("DROP TABLE invito_backup");
    database.exec("VACUUM");
    return label;
  });
  syncToDisk(to);
  return label;
}

function labelIn(database: DatabaseSync): BackupLabel {
  return JSON.parse(String(database.prepare("SELECT label FROM invito_backup").get()?.label));
}

/** What SQLite and JSON say about a file that is no backup becomes one sentence; what the disk says stays. */
function orNotABackup<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotABackup) throw error;
    if (storeFailureOf(error) === "full") throw error;
    throw new NotABackup(`${file} isn’t a backup made with \`deno task backup\`.`, {
      cause: error,
    });
  }
}

/** A short print of a secret, by which two can be told apart. */
export function fingerprintOf(secret: string): string {
  return createHash("sha256").update(`invito backup ${secret}`).digest("hex").slice(0, 16);
}
