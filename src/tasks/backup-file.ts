/** A backup: a copy of the store as one SQLite file with an additional table that holds its label. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Settings } from "../lib/server/runtime/settings.ts";
import { commandLine } from "../lib/i18n/english-only/command-line.ts";
import { storeFailureOf } from "../lib/server/kv/errors.ts";
import { OperatorError } from "../process/operator-errors.ts";
import { copyStore, storeFile } from "./snapshot.ts";
import { fileExists, placeNew, removeIfExists, syncToDisk } from "./atomic-files.ts";

/** The file is not a backup of this program, or is damaged. */
export class NotABackup extends OperatorError {}

export interface BackupLabel {
  madeAt: string;
  /** Fingerprint of the session secret that sealed the records; null when there was none. */
  secretFingerprint: string | null;
  /** The secret itself, when requested. */
  secret: string | null;
}

/**
 * Writes a complete backup while the program runs; throws AlreadyExists rather than overwrite a file. `secret` is the
 * session secret, or null when there is none.
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
  const temporary = `${file}.part`;
  using lock = openPartFile(temporary);
  try {
    copyStore(settings, temporary);
    writeLabel(temporary, label);
    lock.syncSync();
    placeNew(temporary, file);
  } catch (error) {
    for (const end of ["", "-journal", "-wal", "-shm"]) removeIfExists(temporary + end);
    throw error;
  }
  return label;
}

/**
 * Opens the temporary file of a backup; truncates one left by a killed process, throws OperatorError when another
 * backup writes it.
 */
function openPartFile(temporary: string): Deno.FsFile {
  const file = Deno.openSync(temporary, { read: true, write: true, create: true, mode: 0o600 });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new OperatorError(`Another backup to ${temporary} is in progress.`);
  }
  file.truncateSync();
  removeIfExists(`${temporary}-journal`);
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

/** Copies a backup to `to` as a store, checks its integrity and returns its label. */
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

/** Errors of SQLite and JSON become NotABackup; a full disk stays its own error. */
function orNotABackup<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotABackup) throw error;
    if (storeFailureOf(error) === "full") throw error;
    throw new NotABackup(`${file} isn’t a backup made with \`${commandLine("backup")}\`.`, {
      cause: error,
    });
  }
}

/** A short hash of a secret, by which two can be told apart. */
export function fingerprintOf(secret: string): string {
  return createHash("sha256").update(`invito backup ${secret}`).digest("hex").slice(0, 16);
}
