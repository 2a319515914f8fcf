/** One program for one data folder and one database file: exclusive locks that the system gives back even after a crash. */
import { isRemoteDatabase, type Settings } from "../lib/server/runtime/settings.ts";
import { messages } from "../lib/i18n/messages.ts";
import { format } from "../lib/i18n/format.ts";
import { makePrivate } from "./private-files.ts";
import { OperatorError } from "./operator-errors.ts";

/** Somebody else holds the folder or the database; the message says who. */
export class FolderInUse extends OperatorError {}

export interface FolderLock {
  /** Writes into the lock file where the program listens, for whoever comes second. */
  writeAddress(address: string): void;
  release(): void;
}

type DataLocation = Pick<Settings, "dataDir" | "dbPath">;

/**
 * Takes the folder and the database for this process; throws FolderHeld when another program has either. The lock of the
 * database is on the file itself, so that it holds under each of its names: by other folders, symbolic and hard links.
 */
export function lockFolder({ dataDir, dbPath }: DataLocation): FolderLock {
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = lockFile(`${dataDir}/lock`, () => inUseMessage(dataDir));
  try {
    const held = [folder];
    if (!isRemoteDatabase(dbPath)) {
      held.push(
        lockFile(dbPath, () => format(messages("en").operations.store.inUseBy, { path: dbPath })),
      );
    }
    makePrivate({ dataDir, dbPath });
    writeLockFile(folder, { pid: Deno.pid });
    return {
      writeAddress: (address) => writeLockFile(folder, { pid: Deno.pid, address }),
      // The database goes last: closing it gives back SQLite's own locks on it, too.
      release: () => held.forEach((file) => file.close()),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

function lockFile(path: string, message: () => string): Deno.FsFile {
  const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  if (file.tryLockSync(true)) return file;
  file.close();
  throw new FolderInUse(message());
}

function writeLockFile(file: Deno.FsFile, facts: object): void {
  file.truncateSync();
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(new TextEncoder().encode(JSON.stringify(facts) + "\n"));
}

/** What the program that holds the folder says of itself; null when none holds it. */
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
    // The holder may be writing it at this moment: who it is matters less than that there is one.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
