import type { Settings } from "../runtime/settings.ts";
import type { Log } from "../runtime/log.ts";
import { readSecret } from "../runtime/secret-file.ts";
import { getStoreVersion, STORE_VERSION } from "../kv/store-version.ts";
import { writeOnThread } from "./write-on-thread.ts";

/** The daily backup of a running program. */
export interface DailyBackup {
  /** When the last whole backup was written, epoch ms; null when there is none, undefined before the first look. */
  lastAt(): number | null | undefined;
  /** Writes the backup of today’s date (UTC) unless it is there; never throws. */
  look(): Promise<void>;
}

interface Needed {
  settings: Settings;
  kv: Deno.Kv;
  log: Log;
  now(): number;
}

export interface FoundBackup {
  name: string;
  writtenAt: number;
}

/** Only files of these names are ever counted or deleted. */
const ownName = /^invito-\d{4}-\d\d-\d\d\.backup$/;
const PART = "invito-daily.part";

/** The program’s own backups in a folder, in the order of their dates. */
export async function listBackups(folder: string): Promise<FoundBackup[]> {
  const found: FoundBackup[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !ownName.test(name)) continue;
    const { mtime } = await Deno.stat(`${folder}/${name}`);
    found.push({ name, writtenAt: mtime?.getTime() ?? 0 });
  }
  return found.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** When the last of them was written; null for none. */
export function lastWritten(found: readonly FoundBackup[]): number | null {
  return found.length === 0 ? null : Math.max(...found.map(({ writtenAt }) => writtenAt));
}

/** The daily backup of a database file into `backupDir`, by the thread whose code is at `thread`; the date in the name says whether it is there. */
export function openDailyBackup(
  { settings, kv, log, now }: Needed,
  backupDir: string,
  thread: URL,
): DailyBackup {
  let lastAt: number | null | undefined;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const found = await listBackups(backupDir);
    lastAt = lastWritten(found);
    const name = `invito-${new Date(now()).toISOString().slice(0, 10)}.backup`;
    if (found.some((each) => each.name === name)) return;
    const began = performance.now();
    await writeOnThread(thread, {
      dbPath: settings.dbPath,
      file: `${backupDir}/${name}`,
      part: `${backupDir}/${PART}`,
      facts: {
        version: await getStoreVersion(kv) ?? STORE_VERSION,
        secret: readSecret(settings),
        withSecret: false,
      },
    });
    lastAt = now();
    // The new one stays whatever its date: clocks are set back, too.
    const old = found.slice(0, Math.max(0, found.length + 1 - settings.backupKeep));
    for (const each of old) await Deno.remove(`${backupDir}/${each.name}`);
    const ms = Math.round(performance.now() - began);
    log.info("daily-backup", { file: name, ms, deleted: old.length });
  }

  return {
    lastAt: () => lastAt,
    look: () =>
      looking ??= look().catch((error) => {
        lastAt ??= null;
        log.fault("daily-backup", error);
      }).finally(() => looking = null),
  };
}
