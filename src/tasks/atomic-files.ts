/** Files that appear under their name when they are whole and on the disk, and not before. */
import { dirname } from "node:path";

/** Brings what was written and the names in a folder to the disk. */
export function syncToDisk(path: string): void {
  for (const each of [path, dirname(path)]) {
    using file = Deno.openSync(each, { read: true });
    file.syncSync();
  }
}

/** Gives a whole file its name, where nothing has that name yet; throws AlreadyExists otherwise. */
export function placeNew(beside: string, path: string): void {
  try {
    Deno.linkSync(beside, path);
    Deno.removeSync(beside);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || fileExists(path)) {
      throw new Deno.errors.AlreadyExists(path);
    }
    // A file system where a file cannot have two names.
    Deno.renameSync(beside, path);
  }
  syncToDisk(path);
}

/** Puts a whole file in place of another at one instant, which stays under another name. */
export function replaceFile(beside: string, path: string, aside: string): boolean {
  const wasThere = fileExists(path);
  if (wasThere) {
    try {
      Deno.linkSync(path, aside);
    } catch (error) {
      if (fileExists(aside)) throw error;
      Deno.renameSync(path, aside);
    }
  }
  Deno.renameSync(beside, path);
  syncToDisk(path);
  return wasThere;
}

/** A text in a new file of its own, for its owner alone. */
export function writePrivate(path: string, text: string): void {
  removeIfExists(path);
  Deno.writeTextFileSync(path, text, { createNew: true, mode: 0o600 });
  syncToDisk(path);
}

export function removeIfExists(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

export function fileExists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
