import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";

/**
 * Restricts the data folder and the store's files to their owner, also existing ones. Files of another user and shared
 * folders (such as `/tmp`) stay unchanged; `doctor` reports them.
 */
export function makePrivate({ dataDir, dbPath }: Pick<Settings, "dataDir" | "dbPath">): void {
  if (!isSharedFolder(dataDir)) restrictMode(dataDir, 0o700);
  const database = isRemoteDatabase(dbPath) ? [] : ["", "-wal", "-shm"].map((end) => dbPath + end);
  for (const path of [`${dataDir}/lock`, `${dataDir}/secret`, ...database]) {
    restrictMode(path, 0o600);
  }
}

/** Files and folders of the store that other users may read or write. */
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

function restrictMode(path: string, targetMode: number): void {
  const mode = modeOf(path);
  if (mode === null || (mode & 0o777) === targetMode) return;
  try {
    Deno.chmodSync(path, targetMode);
  } catch (error) {
    // Another user's file that we may use, as on a container's volume.
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
