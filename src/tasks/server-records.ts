/** Backups of a database on a server, and from a backup into one: by pages, through a file beside them. */
import type { Settings } from "../lib/server/runtime/settings.ts";
import {
  copyRecords,
  isEmptyStore,
  type RecordsDigest,
} from "../lib/server/records/copy-records.ts";
import { isStoreInUse } from "../lib/server/kv/instances.ts";
import { getStoreVersion, STORE_VERSION } from "../lib/server/kv/store-version.ts";
import { setStoredMove } from "../lib/server/kv/store-move.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { type BackupFacts, unpackBackup } from "../lib/server/backups/backup-file.ts";
import { withProgress } from "./progress-line.ts";
import { writeBackupTo } from "./piped-backup.ts";
import { restoreSecret } from "./restore-backup.ts";
import { makePrivateFile } from "../lib/server/backups/copy-store.ts";
import { downloadStore, passText } from "./snapshot.ts";

/** Writes a backup of a server, to standard output for `-`; answers the hosts and teams for which it is not of one instant. */
export async function backUpServer(
  settings: Settings,
  file: string,
  facts: BackupFacts,
): Promise<string[]> {
  return await inFolder(async (path) => {
    makePrivateFile(path);
    const changing = await downloadStore(settings.dbPath, path);
    writeBackupTo({ dbPath: path }, file, facts);
    return changing;
  });
}

/**
 * Replaces the records of a server with a backup, keeps the previous ones in a backup, and returns messages. No program
 * starts on it until all have arrived; the same command again goes on with what is missing.
 */
export async function restoreToServer(settings: Settings, file: string): Promise<string[]> {
  const { dbPath: address } = settings;
  return await inFolder(async (path) => {
    const label = unpackBackup(file, path);
    using to = await Deno.openKv(address);
    await refuseInUse(to, address);
    const aside = `before-${new Date().toISOString().replaceAll(":", "-")}`;
    const messages = [`Restored the database of ${label.madeAt} to ${address}.`];
    if (!await isEmptyStore(to)) {
      const version = await getStoreVersion(to) ?? STORE_VERSION;
      const kept = `${settings.dataDir}/${aside}.backup`;
      await backUpServer(settings, kept, { version, secret: null, withSecret: false });
      messages.push(`The previous records are now in ${kept}.`);
    }
    using from = await Deno.openKv(path);
    await setStoredMove(to, { state: "arriving", other: file, at: Date.now() });
    await copyAll(from, to, { from: file, to: address });
    await setStoredMove(to, null);
    return [...messages, ...restoreSecret(settings, label, aside)];
  });
}

/** Throws OperatorError while a program shows itself on a server. */
export async function refuseInUse(kv: Deno.Kv, path: string): Promise<void> {
  if (await isStoreInUse(kv)) throw new OperatorError(format(operations.copy.inUse, { path }));
}

/** Copies every record until both are the same; throws OperatorError where they differ in the end. */
export async function copyAll(
  from: Deno.Kv,
  to: Deno.Kv,
  names: { from: string; to: string },
): Promise<RecordsDigest> {
  const { from: was, to: is } = await withProgress(
    "Copying records",
    (onProgress) => copyRecords(from, to, (done, pass) => onProgress(passText(done, pass))),
  );
  if (is.records !== was.records || is.hash !== was.hash) {
    throw new OperatorError(format(operations.copy.different, names));
  }
  return is;
}

/** Acts with the path of a file in a folder that is deleted afterwards. */
async function inFolder<T>(act: (path: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "invito-records-" });
  try {
    return await act(`${folder}/store`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
