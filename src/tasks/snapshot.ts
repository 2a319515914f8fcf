/** A copy of the store for a task to read, taken while the program runs. */
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { copyRecords } from "../lib/server/records/copy-records.ts";
import { withProgress } from "./progress-line.ts";
import { openStore } from "../lib/server/kv/open-store.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { copyRows, copyStore, makePrivateFile } from "../lib/server/backups/copy-store.ts";

/**
 * Opens a copy and deletes it afterwards; with `only`, a copy of what is under these keys, which are of texts. A database
 * on a server is read directly, unless its records must all be of one instant.
 */
export async function withSnapshot<T>(
  settings: Settings,
  use: (kv: Deno.Kv) => Promise<T>,
  { isWhole = false, only }: { isWhole?: boolean; only?: readonly Deno.KvKey[] } = {},
): Promise<T> {
  if (isRemoteDatabase(settings.dbPath) && !isWhole) {
    using kv = await openStore(settings.dbPath);
    return await use(kv);
  }
  const folder = await Deno.makeTempDir({ prefix: "invito-snapshot-" });
  try {
    makePrivateFile(`${folder}/store`);
    if (isRemoteDatabase(settings.dbPath)) {
      const changing = await downloadStore(settings.dbPath, `${folder}/store`);
      if (changing.length > 0) {
        console.error(format(operations.copy.changing, { n: changing.length }));
      }
      using kv = await Deno.openKv(`${folder}/store`);
      return await use(kv);
    }
    if (only) {
      copyRows(settings, `${folder}/store`, only);
      using kv = await Deno.openKv(`${folder}/store`);
      return await use(kv);
    }
    const copied = {
      title: "Copying the database",
      path: `${folder}/store`,
      bytes: sizeOf(settings.dbPath),
      then: "Opening the copy",
    };
    await withFileProgress(copied, () => copyStore(settings, copied.path));
    using kv = await Deno.openKv(`${folder}/store`);
    return await use(kv);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Copies the records of a server into an empty file; answers the hosts and teams that were changed meanwhile. */
export async function downloadStore(address: string, to: string): Promise<string[]> {
  const { changing } = await withProgress("Reading the database", async (onProgress) => {
    using from = await openStore(address), kv = await Deno.openKv(to);
    return await copyRecords(from, kv, (done, pass) => onProgress(passText(done, pass)));
  });
  return changing;
}

/** How far a copy by pages is. */
export function passText(done: number, pass: number): string {
  return pass === 1 ? `${done} records` : `${done} records compared, pass ${pass}`;
}
