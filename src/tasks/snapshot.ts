/** A consistent copy of the store, taken while the program runs (SQLite `VACUUM INTO`). */
import { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { copyRecords } from "../lib/server/records/copy-records.ts";
import { withProgress } from "./progress-line.ts";
import { openStore } from "../lib/server/kv/open-store.ts";
import { storeFailureOf } from "../lib/server/kv/errors.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { OperatorError } from "../process/operator-errors.ts";
import { product } from "../lib/product.ts";

/** There is no database file to copy; the message says what to do. */
export class StoreMissing extends OperatorError {}

/** Copies the store into an empty file that is readable by its owner only. */
export function copyStore(settings: Settings, to: string): void {
  const path = storeFile(settings);
  using database = new DatabaseSync(path);
  database.exec("PRAGMA busy_timeout = 10000");
  try {
    database.prepare("VACUUM INTO ?").run(to);
  } catch (error) {
    if (storeFailureOf(error) !== "full") throw error;
    throw new OperatorError(
      format(operations.store.copyFull, { path: dirname(to) }),
    );
  }
}

/** Creates a file with mode 0600; SQLite takes an empty file for an empty database. */
export function makePrivateFile(path: string): void {
  Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
}

/**
 * Copies the records under some keys into an empty file, and what Deno KV says of the file itself; the whole store is
 * not read for them.
 */
export function copyRecordsUnder(
  settings: Settings,
  to: string,
  prefixes: readonly Deno.KvKey[],
): void {
  const path = storeFile(settings);
  using copy = new DatabaseSync(to);
  copy.exec("PRAGMA busy_timeout = 10000");
  copy.prepare("ATTACH ? AS store").run(path);
  copy.exec("BEGIN");
  const tables =
    "SELECT sql FROM store.sqlite_schema WHERE sql NOTNULL AND name NOT LIKE 'sqlite_%'";
  for (const { sql } of copy.prepare(tables).all()) copy.exec(String(sql));
  for (const table of ["migration_state", "data_version"]) {
    copy.exec(`INSERT INTO ${table} SELECT * FROM store.${table}`);
  }
  const insert = copy.prepare("INSERT INTO kv SELECT * FROM store.kv WHERE k >= ? AND k < ?");
  for (const prefix of prefixes) {
    const start = bytesOfTexts(prefix);
    insert.run(start, Uint8Array.of(...start, 0xff));
  }
  copy.exec("COMMIT");
}

/** A key of texts as Deno KV writes it: each begins with 2 and ends with 0. */
function bytesOfTexts(key: Deno.KvKey): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(key.map((text) => `\x02${String(text)}\0`).join(""));
}

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
      copyRecordsUnder(settings, `${folder}/store`, only);
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

/** The path of the database file; throws StoreMissing when there is none. */
export function storeFile(settings: Settings): string {
  try {
    if (Deno.statSync(settings.dbPath).isFile) return settings.dbPath;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new StoreMissing(
    `There’s no database at ${settings.dbPath} yet. Start ${product} once to create it.`,
  );
}
