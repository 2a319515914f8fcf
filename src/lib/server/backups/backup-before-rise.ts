import type { Settings } from "../runtime/settings.ts";
import { isRemoteDatabase } from "../runtime/settings.ts";
import { readSecret, SecretError } from "../runtime/secret-file.ts";
import type { StoreVersion } from "../kv/store-version.ts";
import { openStore } from "../kv/open-store.ts";
import { copyRecords } from "../records/copy-records.ts";
import { operations } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";
import { removeIfExists } from "./atomic-files.ts";
import { makePrivateFile } from "./copy-store.ts";
import { writeOnThread } from "./write-on-thread.ts";

/**
 * Writes a backup of a store before its version is raised from `from` to `to`; a start that was killed meanwhile does not
 * write it again. Throws a sentence for the operator where there is none.
 */
export async function backUpBeforeRise(
  settings: Settings,
  kv: Deno.Kv,
  { from, to }: { from: StoreVersion; to: StoreVersion },
  thread: URL,
): Promise<void> {
  const folder = settings.backupDir ?? settings.dataDir;
  const file = `${folder}/before-store-${to.major}.${to.minor}.backup`;
  const part = `${file}.part`, downloaded = `${file}.records`;
  const isRemote = isRemoteDatabase(settings.dbPath);
  try {
    if (isRemote) await download(kv, downloaded);
    await writeOnThread(thread, {
      dbPath: isRemote ? downloaded : settings.dbPath,
      file,
      part,
      facts: { version: from, secret: secretOf(settings), withSecret: false },
      keepsSame: !isRemote,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(format(operations.backup.noneBeforeRise, { file, reason }), { cause: error });
  } finally {
    if (isRemote) clear(downloaded);
  }
}

/** Copies the records of a server into a new file. */
async function download(kv: Deno.Kv, path: string): Promise<void> {
  clear(path);
  makePrivateFile(path);
  using copy = await openStore(path);
  await copyRecords(kv, copy);
}

function clear(path: string): void {
  for (const end of ["", "-wal", "-shm"]) removeIfExists(path + end);
}

/** A wrong one is told when the store is opened. */
function secretOf(settings: Settings): string | null {
  try {
    return readSecret(settings);
  } catch (error) {
    if (error instanceof SecretError) return null;
    throw error;
  }
}
