import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";

/**
 * Makes the data folder and the files of the store their owner's alone, also where they were there before. What belongs to
 * another user, or is a folder for everybody (such as `/tmp`), stays as it is; `doctor` tells.
 */
export function makePrivate({ dataDir, dbPath }: Pick<Settings, "dataDir" | "dbPath">): void {
  if (!isSharedFolder(dataDir)) restrictMode(dataDir, 0o700);
  const database = isRemoteDatabase(dbPath) ? [] : ["", "-wal", "-shm"].map((end) => dbPath + end);
  for (const path of [`${dataDir}/lock`, `${dataDir}/secret`, ...database]) {
    restrictMode(path, 0o600);
  }
}

/** Files and folders of the store that others may read or write. */
export function filesOpenToOthers(
  { dataDir, dbPath }: Pick<Settings, "dataDir" | "dbPath">,
): string[] {
  const database = isRemoteDatabase(dbPath) ? [] : ["", "-wal", "-shm"].map((end) => dbPath + end);
  return [dataDir, `${dataDir}/secret`, ...database].filter((path) => {
    const mode = modeOf(path);
    return mode !== null && (mode & 0o077) !== 0;
  });
}

function isSharedFolder(folder: string): boolean {
  const mode = modeOf(folder);
  return mode === null || (mode & 0o1000) !== 0 || Deno.realPathSync(folder) === "/";
}

function restrictMode(path: string, to: number): void {
  const mode = modeOf(path);
  if (mode === null || (mode & 0o777) === to) return;
  try {
    Deno.chmodSync(path, to);
  } catch (error) {
    // Another user's file that we may use all the same, as on a volume that a container was given.
    if (!(error instanceof Deno.errors.PermissionDenied) && !isReadOnly(error)) throw error;
  }
}

function modeOf(path: string): number | null {
  try {
    return Deno.statSync(path).mode;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EROFS";
}
