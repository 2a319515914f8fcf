import { DatabaseSync } from "node:sqlite";
import { operations } from "../lib/i18n/english-only/index.ts";
import { storeFailureOf } from "../lib/server/kv/errors.ts";
import type { Settings } from "../lib/server/runtime/settings.ts";
import {
  type BackupLabel,
  fingerprintOf,
  NotABackup,
  readLabel,
  receive,
  unpackBackup,
} from "../lib/server/backups/backup-file.ts";
import {
  fileExists,
  removeIfExists,
  replaceFile,
  writePrivate,
} from "../lib/server/backups/atomic-files.ts";
import { product } from "../lib/product.ts";

/**
 * Replaces the store with a backup and returns messages; the caller holds the locks. A complete store exists under its
 * name at every instant.
 */
export function restoreInto(settings: Settings, file: string): string[] {
  const path = replacedPath(settings), fresh = restoringPath(settings);
  const clear = () =>
    ["", "-journal", "-wal", "-shm"].forEach((end) => removeIfExists(fresh + end));
  clear();
  const aside = `before-${new Date().toISOString().replaceAll(":", "-")}`;
  const wasEmpty = isEmpty(path);
  let label: BackupLabel;
  try {
    label = unpackBackup(file, fresh);
    checkpointWal(path, `${path}.${aside}`);
  } catch (error) {
    clear();
    throw error;
  }
  const messages = [`Restored the database of ${label.madeAt} to ${settings.dbPath}.`];
  replaceFile(fresh, path, `${path}.${aside}`);
  if (wasEmpty) removeIfExists(`${path}.${aside}`);
  else messages.push(`The previous database is now ${path}.${aside}.`);
  return [...messages, ...restoreSecret(settings, label, aside)];
}

/** Of a symbolic link, its target is replaced. */
function replacedPath({ dbPath }: Settings): string {
  return fileExists(dbPath) ? Deno.realPathSync(dbPath) : dbPath;
}

/** Where the backup is unpacked before it takes the store's place. */
export function restoringPath(settings: Settings): string {
  return `${replacedPath(settings)}.restoring`;
}

/** Restores only the secret of a backup. */
export function restoreSecretOnly(settings: Settings, file: string): string[] {
  const label = labelOf(settings, file);
  if (!label.secret) {
    throw new NotABackup(
      `${
        file === "-" ? operations.backup.stdin : file
      } was made without --with-secret, so it doesn’t contain the secret.`,
    );
  }
  const messages = restoreSecret(
    settings,
    label,
    `before-${new Date().toISOString().replaceAll(":", "-")}`,
  );
  return messages.length > 0 ? messages : ["The backup’s secret is already in use."];
}

function labelOf(settings: Settings, file: string): BackupLabel {
  if (file !== "-") return readLabel(file);
  const received = restoringPath(settings);
  try {
    receive(file, received);
    return readLabel(received);
  } finally {
    removeIfExists(received);
  }
}

/** Locking creates an empty database file where there was none. */
function isEmpty(path: string): boolean {
  return !fileExists(path) || Deno.statSync(path).size === 0;
}

/**
 * Checkpoints the previous store, since SQLite would apply a leftover WAL to the new one; an unreadable store is kept
 * aside with its WAL. Throws while another program, such as Litestream, has it open and would go on with it.
 */
function checkpointWal(path: string, aside: string): void {
  try {
    using database = new DatabaseSync(path);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.exec("PRAGMA journal_mode = DELETE");
  } catch (error) {
    if (storeFailureOf(error) === "in-use") throw error;
    // A damaged store is kept as it is, with its WAL.
  }
  for (const end of ["-wal", "-shm"]) {
    if (fileExists(path + end)) Deno.renameSync(path + end, aside + end);
  }
}

/** Puts the secret of a backup in place where another one is in use, and returns messages. */
export function restoreSecret(settings: Settings, label: BackupLabel, aside: string): string[] {
  const path = `${settings.dataDir}/secret`;
  const current = settings.sessionSecret ?? readIfThere(path);
  if (current && fingerprintOf(current) === label.secretFingerprint) return [];
  if (!label.secret) {
    return [
      `The session secret here doesn’t match the backup. Put the backup’s secret into ${path} or INVITO_SESSION_SECRET before you start ${product}. Without it, calendar passwords and links in earlier emails are lost.`,
    ];
  }
  writePrivate(`${path}.restoring`, `${label.secret}\n`);
  const existed = replaceFile(`${path}.restoring`, path, `${path}.${aside}`);
  if (settings.sessionSecret) {
    return [
      "INVITO_SESSION_SECRET doesn’t match the backup’s secret, which was put into the data folder. Unset the variable, or move the old secret to INVITO_SESSION_SECRET_OLD.",
    ];
  }
  return existed
    ? [`The backup’s secret is now in use. The previous one is now ${path}.${aside}.`]
    : ["The backup’s secret is now in use."];
}

function readIfThere(path: string): string | null {
  return fileExists(path) ? Deno.readTextFileSync(path).trim() : null;
}
