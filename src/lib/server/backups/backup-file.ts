/** A backup: a copy of the store as one SQLite file with an additional table that holds its label. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Settings } from "../runtime/settings.ts";
import { OperatorError } from "../runtime/operator-error.ts";
import { storeFailureOf } from "../kv/errors.ts";
import { STORE_VERSION, type StoreVersion } from "../kv/store-version.ts";
import { operations } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";
import { copyStore, recordsIn, storeFile } from "./copy-store.ts";
import {
  copyBytes,
  fileExists,
  isLink,
  placeNew,
  removeIfExists,
  syncToDisk,
} from "./atomic-files.ts";

/** The file is not a backup that this program can restore, or is damaged. */
export class NotABackup extends OperatorError {}

export interface BackupLabel {
  madeAt: string;
  version: StoreVersion;
  /** Hash of the bytes of all records: SQLite itself does not notice when a byte of a value has changed. */
  content: string;
  /** Fingerprint of the session secret that sealed the records; null when there was none. */
  secretFingerprint: string | null;
  /** The secret itself, when requested. */
  secret: string | null;
}

/** What the label says beside the time and the content; `secret` is null when there is none. */
export interface BackupFacts {
  version: StoreVersion;
  secret: string | null;
  withSecret: boolean;
}

type Location = Pick<Settings, "dbPath">;

/** Writes a complete backup while the program runs; throws AlreadyExists rather than overwrite a file. */
export function writeBackup(settings: Location, file: string, facts: BackupFacts): void {
  storeFile(settings);
  if (fileExists(file)) throw new Deno.errors.AlreadyExists(file);
  const temporary = `${file}.part`;
  using _ = writePart(settings, temporary, facts);
  try {
    placeNew(temporary, file);
  } catch (error) {
    removeIfExists(temporary);
    throw error;
  }
}

/** Writes a backup under a temporary name, which nobody else writes to while the returned file is open. */
export function writePart(
  settings: Location,
  temporary: string,
  { version, secret, withSecret }: BackupFacts,
  copy: typeof copyStore = copyStore,
): Deno.FsFile {
  storeFile(settings);
  const part = openPartFile(temporary);
  try {
    copy(settings, temporary);
    writeLabel(temporary, {
      madeAt: new Date().toISOString(),
      version,
      secretFingerprint: secret && fingerprintOf(secret),
      secret: withSecret ? secret : null,
    });
    part.syncSync();
    return part;
  } catch (error) {
    part.close();
    for (const end of ["", "-journal", "-wal", "-shm"]) removeIfExists(temporary + end);
    throw error;
  }
}

/**
 * Opens the temporary file of a backup; truncates one left by a killed process, throws OperatorError when another
 * backup writes it.
 */
function openPartFile(temporary: string): Deno.FsFile {
  // What a link leads to is nothing that a backup left: it would be overwritten.
  if (isLink(temporary)) removeIfExists(temporary);
  const file = Deno.openSync(temporary, { read: true, write: true, create: true, mode: 0o600 });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new OperatorError(`Another backup to ${temporary} is in progress.`);
  }
  file.truncateSync();
  removeIfExists(`${temporary}-journal`);
  return file;
}

function writeLabel(file: string, facts: Omit<BackupLabel, "content">): void {
  using database = new DatabaseSync(file);
  const label: BackupLabel = { ...facts, content: contentOf(database) };
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

/** Copies a backup, or standard input for `-`, to `to` as a store, checks all of it and returns its label. */
export function unpackBackup(file: string, to: string): BackupLabel {
  receive(file, to);
  const name = file === "-" ? operations.backup.stdin : file;
  const label = orNotABackup(name, () => {
    using database = new DatabaseSync(to);
    const label = labelIn(database);
    const [check] = database.prepare("PRAGMA integrity_check").all();
    if (check?.integrity_check !== "ok" || contentOf(database) !== label.content) {
      throw new NotABackup(format(operations.backup.damaged, { file: name }));
    }
    // The page that has had the secret is left in the file, so it is overwritten.
    database.exec("PRAGMA secure_delete = ON");
    database.exec("DROP TABLE invito_backup");
    return label;
  });
  const { major, minor } = label.version, own = STORE_VERSION.major;
  if (major !== own) {
    const words = operations.backup[major > own ? "newer" : "older"];
    throw new NotABackup(format(words, { file: name, version: `${major}.${minor}`, own }));
  }
  syncToDisk(to);
  return label;
}

/** Puts a file, or standard input, into a file with mode 0600. */
export function receive(file: string, to: string): void {
  using source = file === "-" ? null : Deno.openSync(file, { read: true });
  using target = Deno.openSync(to, { write: true, create: true, truncate: true, mode: 0o600 });
  copyBytes(source ?? Deno.stdin, target);
}

function labelIn(database: DatabaseSync): BackupLabel {
  return JSON.parse(String(database.prepare("SELECT label FROM invito_backup").get()?.label));
}

function contentOf(database: DatabaseSync): string {
  const hash = createHash("sha256");
  for (const { k, v, v_encoding, expiration_ms } of recordsIn(database)) {
    const key = k as Uint8Array, value = v as Uint8Array;
    hash.update(`${key.length} ${value.length} ${v_encoding} ${expiration_ms}\n`);
    hash.update(key).update(value);
  }
  return hash.digest("hex");
}

/** Errors of SQLite and JSON become NotABackup; a full disk stays its own error. */
function orNotABackup<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotABackup) throw error;
    if (storeFailureOf(error) === "full") throw error;
    const isDamaged = error instanceof Error && /malformed|JSON/.test(error.message);
    const words = operations.backup[isDamaged ? "damaged" : "foreign"];
    throw new NotABackup(format(words, { file }), { cause: error });
  }
}

/** A short hash of a secret, by which two can be told apart. */
export function fingerprintOf(secret: string): string {
  return createHash("sha256").update(`invito backup ${secret}`).digest("hex").slice(0, 16);
}
