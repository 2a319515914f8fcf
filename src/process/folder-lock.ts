/** One program for one data folder and one database file: exclusive locks that the system gives back even after a crash. */
import { isRemote, type Settings } from "../lib/server/env.ts";
import { wordsFor } from "../lib/words/index.ts";
import { say } from "../lib/words/say.ts";
import { keepPrivate } from "./private-files.ts";
import { OperatorProblem } from "./telling.ts";

/** Somebody else holds the folder or the database; the message says who. */
export class FolderHeld extends OperatorProblem {}

export interface FolderLock {
  /** Writes into the lock file where the program listens, for whoever comes second. */
  tell(address: string): void;
  release(): void;
}

type Place = Pick<Settings, "dataDir" | "dbPath">;

/**
 * Takes the folder and the database for this process; throws FolderHeld when another program has either. The lock of the
 * database is on the file itself, so that it holds under each of its names: by other folders, symbolic and hard links.
 */
export function lockFolder({ dataDir, dbPath }: Place): FolderLock {
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = lockedOr(`${dataDir}/lock`, () => holder(dataDir));
  try {
    const held = [folder];
    if (!isRemote(dbPath)) {
      held.push(
        lockedOr(dbPath, () => say(wordsFor("en").operations.store.inUseBy, { path: dbPath })),
      );
    }
    keepPrivate({ dataDir, dbPath });
    write(folder, { pid: Deno.pid });
    return {
      tell: (address) => write(folder, { pid: Deno.pid, address }),
      // The database goes last: closing it gives back SQLite's own locks on it, too.
      release: () => held.forEach((file) => file.close()),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

function lockedOr(path: string, held: () => string): Deno.FsFile {
  const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  if (file.tryLockSync(true)) return file;
  file.close();
  throw new FolderHeld(held());
}

function write(file: Deno.FsFile, facts: object): void {
  file.truncateSync();
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(new TextEncoder().encode(JSON.stringify(facts) + "\n"));
}

/** What the program that holds the folder says of itself; null when none holds it. */
export function holderOf(dataDir: string): { pid?: number; address?: string } | null {
  const path = `${dataDir}/lock`;
  try {
    using file = Deno.openSync(path, { read: true });
    return file.tryLockSync(false) ? null : said(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function holder(dataDir: string): string {
  const { pid, address } = said(`${dataDir}/lock`);
  const who = pid ? `process ${pid}` : "another program";
  const where = address ? ` at ${address}` : "";
  return `${who}${where} is using the data folder ${dataDir}. Stop it first, or set INVITO_DATA_DIR to another folder.`;
}

function said(path: string): { pid?: number; address?: string } {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    // The holder may be writing it at this moment: who it is matters less than that there is one.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
