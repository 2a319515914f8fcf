/** A copy of the store as it is at one instant, taken beside the running program (SQLite `VACUUM INTO`). */
import { DatabaseSync } from "node:sqlite";
import { isRemote, type Settings } from "../lib/server/env.ts";

/** There is nothing to copy yet, or no file to copy from; the message says what to do. */
export class NoStore extends Error {}

/** Writes the copy to a new file, readable by its owner only. */
export async function copyStore(settings: Settings, to: string): Promise<void> {
  const path = storeFile(settings);
  // Made first, with the right mode: SQLite takes an empty file for an empty database.
  (await Deno.open(to, { write: true, createNew: true, mode: 0o600 })).close();
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 10000");
    database.prepare("VACUUM INTO ?").run(to);
  } finally {
    database.close();
  }
}

/** Opens a copy for reading and removes it afterwards; a store over the network is read where it is. */
export async function withSnapshot<T>(
  settings: Settings,
  use: (kv: Deno.Kv) => Promise<T>,
): Promise<T> {
  if (isRemote(settings.dbPath)) {
    using kv = await Deno.openKv(settings.dbPath);
    return await use(kv);
  }
  const folder = await Deno.makeTempDir({ prefix: "invito-snapshot-" });
  try {
    await copyStore(settings, `${folder}/store`);
    using kv = await Deno.openKv(`${folder}/store`);
    return await use(kv);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The database file; throws NoStore when there is none. */
export function storeFile(settings: Settings): string {
  if (isRemote(settings.dbPath)) {
    throw new NoStore(
      `The store is a server at ${settings.dbPath}: back it up and restore it with that server's own means.`,
    );
  }
  try {
    if (Deno.statSync(settings.dbPath).isFile) return settings.dbPath;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new NoStore(`There is no store at ${settings.dbPath} yet: start the program once.`);
}
