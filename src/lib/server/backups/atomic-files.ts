/** Writes files atomically: a file has its name only once it is complete and synced to disk. */
import { dirname } from "node:path";

/** Syncs a file and its folder to disk. */
export function syncToDisk(path: string): void {
  for (const each of [path, dirname(path)]) {
    using file = Deno.openSync(each, { read: true });
    file.syncSync();
  }
}

/** Renames a complete file to a new name; throws AlreadyExists when the name is taken. */
export function placeNew(temporary: string, path: string): void {
  try {
    Deno.linkSync(temporary, path);
    Deno.removeSync(temporary);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || fileExists(path)) {
      throw new Deno.errors.AlreadyExists(path);
    }
    // File systems without hard links.
    Deno.renameSync(temporary, path);
  }
  syncToDisk(path);
}

/** Replaces a file atomically and keeps the previous one under `aside`; true when there was one. */
export function replaceFile(temporary: string, path: string, aside: string): boolean {
  const existed = fileExists(path);
  if (existed) {
    try {
      Deno.linkSync(path, aside);
    } catch (error) {
      if (fileExists(aside)) throw error;
      Deno.renameSync(path, aside);
    }
  }
  Deno.renameSync(temporary, path);
  syncToDisk(path);
  return existed;
}

/** Writes a text into a new file with mode 0600. */
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

export function isLink(path: string): boolean {
  return fileExists(path) && Deno.lstatSync(path).isSymlink;
}

/** Copies the rest of a file to another, or to a pipe, piece by piece. */
export function copyBytes(
  from: { readSync(bytes: Uint8Array): number | null },
  to: { writeSync(bytes: Uint8Array): number },
): void {
  const piece = new Uint8Array(256 * 1024);
  for (let read; (read = from.readSync(piece)) !== null;) {
    for (let sent = 0; sent < read;) sent += to.writeSync(piece.subarray(sent, read));
  }
}
