/** One program for one data folder: an exclusive lock that the system gives back even after a crash. */

/** Somebody else holds the folder; the message says who. */
export class FolderHeld extends Error {}

export interface FolderLock {
  /** Writes into the lock file where the program listens, for whoever comes second. */
  tell(address: string): void;
  release(): void;
}

/** Takes the folder for this process; throws FolderHeld when another program has it. */
export function lockFolder(dataDir: string): FolderLock {
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = `${dataDir}/lock`;
  const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  if (!file.tryLockSync(true)) {
    file.close();
    throw new FolderHeld(holder(dataDir, path));
  }
  const write = (facts: object) => {
    file.truncateSync();
    file.seekSync(0, Deno.SeekMode.Start);
    file.writeSync(new TextEncoder().encode(JSON.stringify(facts) + "\n"));
  };
  write({ pid: Deno.pid });
  return {
    tell: (address) => write({ pid: Deno.pid, address }),
    release: () => file.close(),
  };
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

function holder(dataDir: string, path: string): string {
  const { pid, address } = said(path);
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
