import { DatabaseSync } from "node:sqlite";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import {
  type BackupLabel,
  fingerprintOf,
  NotABackup,
  readLabel,
  unpackBackup,
} from "./backup-file.ts";
import { StoreMissing } from "./snapshot.ts";
import { fileExists, removeIfExists, replaceFile, writePrivate } from "./atomic-files.ts";

/** Puts a backup in place of the store and answers what to tell; the caller holds folder and database. At every instant there is one whole store under its name. */
export function restoreInto(settings: Settings, file: string): string[] {
  if (isRemoteDatabase(settings.dbPath)) {
    throw new StoreMissing(
      `The database is on a server at ${settings.dbPath}. Restore it with that server’s own tools.`,
    );
  }
  // Of a link the file that it leads to is replaced, not the link.
  const path = fileExists(settings.dbPath) ? Deno.realPathSync(settings.dbPath) : settings.dbPath;
  const fresh = `${path}.restoring`;
  for (const end of ["", "-journal", "-wal", "-shm"]) removeIfExists(fresh + end);
  const label = unpackBackup(file, fresh);

  const aside = `before-${new Date().toISOString().replaceAll(":", "-")}`;
  const told = [`Restored the database of ${label.madeAt} to ${settings.dbPath}.`];
  const held = isEmpty(path);
  checkpointWal(path, `${path}.${aside}`);
  replaceFile(fresh, path, `${path}.${aside}`);
  if (held) removeIfExists(`${path}.${aside}`);
  else told.push(`The previous database is now ${path}.${aside}.`);
  return [...told, ...restoreSecret(settings, label, aside)];
}

/** Puts only the secret of a backup in force, and leaves the store as it is. */
export function restoreSecretOnly(settings: Settings, file: string): string[] {
  const label = readLabel(file);
  if (!label.secret) {
    throw new NotABackup(
      `${file} was made without --with-secret, so it doesn’t contain the secret.`,
    );
  }
  const told = restoreSecret(
    settings,
    label,
    `before-${new Date().toISOString().replaceAll(":", "-")}`,
  );
  return told.length > 0 ? told : ["The backup’s secret is already in use."];
}

/** The lock of the database has made an empty file where there was none. */
function isEmpty(path: string): boolean {
  return !fileExists(path) || Deno.statSync(path).size === 0;
}

/**
 * Brings what stands beside a store into its one file: a journal that is left would be taken for that of the store which
 * comes in its place. Of a store that cannot be read it goes aside with it.
 */
function checkpointWal(path: string, aside: string): void {
  try {
    using database = new DatabaseSync(path);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.exec("PRAGMA journal_mode = DELETE");
  } catch {
    // Damaged: it is kept as it is, journal and all.
  }
  for (const end of ["-wal", "-shm"]) {
    if (fileExists(path + end)) Deno.renameSync(path + end, aside + end);
  }
}

function restoreSecret(settings: Settings, label: BackupLabel, aside: string): string[] {
  const path = `${settings.dataDir}/secret`;
  const present = settings.sessionSecret ?? readIfThere(path);
  if (present && fingerprintOf(present) === label.secretFingerprint) return [];
  if (!label.secret) {
    return [
      `The session secret here doesn’t match the backup. Put the backup’s secret into ${path} or INVITO_SESSION_SECRET before you start Invito. Without it, calendar passwords and links in earlier emails are lost.`,
    ];
  }
  writePrivate(`${path}.restoring`, `${label.secret}\n`);
  const wasThere = replaceFile(`${path}.restoring`, path, `${path}.${aside}`);
  if (settings.sessionSecret) {
    return [
      "INVITO_SESSION_SECRET doesn’t match the backup’s secret, which was put into the data folder. Unset the variable, or move the old secret to INVITO_SESSION_SECRET_OLD.",
    ];
  }
  return wasThere
    ? [`The backup’s secret is now in use. The previous one is now ${path}.${aside}.`]
    : ["The backup’s secret is now in use."];
}

function readIfThere(path: string): string | null {
  return fileExists(path) ? Deno.readTextFileSync(path).trim() : null;
}
