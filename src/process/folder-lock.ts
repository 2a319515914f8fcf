/** One process per data folder and database file, by exclusive locks that the system releases even after a crash. */
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { makePrivate } from "./private-files.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";

/** Another process uses the folder or the database; the message says which. */
export class FolderInUse extends OperatorError {}

export interface FolderLock {
  /** Writes the listening address into the lock file, for the message of a second start. */
  writeAddress(address: string): void;
  release(): void;
}

type DataLocation = Pick<Settings, "dataDir" | "dbPath">;

/**
 * Locks the folder and the database for this process; throws FolderInUse when another has either. The database lock is
 * on the file itself, so it also holds under other paths, symbolic and hard links.
 */
export function lockFolder({ dataDir, dbPath }: DataLocation): FolderLock {
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = lockFile(`${dataDir}/lock`, () => inUseMessage(dataDir));
  try {
    const locks = [folder];
    if (!isRemoteDatabase(dbPath)) {
      locks.push(lockDatabase(dbPath));
    }
    makePrivate({ dataDir, dbPath });
    writeLockFile(folder, { pid: Deno.pid });
    return {
      writeAddress: (address) => writeLockFile(folder, { pid: Deno.pid, address }),
      // The database is closed last, as closing it also releases SQLite's own locks on it.
      release: () => locks.forEach((file) => file.close()),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** Locks a database file for this process until it ends; throws FolderInUse when another has it. */
export function lockDatabase(path: string): Deno.FsFile {
  return lockFile(path, () => format(operations.store.inUseBy, { path }));
}

function lockFile(path: string, message: () => string): Deno.FsFile {
  const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  for (let tries = 0; tries < 40; tries++) {
    if (file.tryLockSync(true)) return file;
    // Who looks whether it is locked (`ready`, `doctor`) has it for an instant.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  file.close();
  throw new FolderInUse(message());
}

function writeLockFile(file: Deno.FsFile, facts: object): void {
  file.truncateSync();
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(new TextEncoder().encode(JSON.stringify(facts) + "\n"));
}

/** What the process that holds the folder wrote into its lock file; null when none holds it. */
export function readHolder(dataDir: string): { pid?: number; address?: string } | null {
  const path = `${dataDir}/lock`;
  try {
    using file = Deno.openSync(path, { read: true });
    return file.tryLockSync(false) ? null : parseLockFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function inUseMessage(dataDir: string): string {
  const { pid, address } = parseLockFile(`${dataDir}/lock`);
  const who = pid ? `process ${pid}` : "another program";
  const where = address ? ` at ${address}` : "";
  return `${who}${where} is using the data folder ${dataDir}. Stop it first, or set INVITO_DATA_DIR to another folder.`;
}

function parseLockFile(path: string): { pid?: number; address?: string } {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    // The holder may be writing the file at this moment.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
