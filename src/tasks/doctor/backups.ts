/** Whether there is a daily backup, and how old it is. */
import { product } from "../../lib/product.ts";
import { commandLine } from "../../lib/i18n/english-only/command-line.ts";
import type { Settings } from "../../lib/server/runtime/settings.ts";
import { isRemoteDatabase } from "../../lib/server/runtime/settings.ts";
import { HOUR } from "../../lib/scheduling/durations.ts";
import { type FoundBackup, listBackups } from "../../lib/server/backups/daily-backup.ts";
import type { Finding } from "./findings.ts";

/** A day, and room for a program that was stopped or a disk that was full for a while. */
const LATE_MS = 36 * HOUR;

export async function backupFindings(
  { settings, now }: { settings: Settings; now(): number },
): Promise<Finding[]> {
  const about = "Backups", { backupDir } = settings;
  if (isRemoteDatabase(settings.dbPath)) return [];
  if (!backupDir) {
    const hint = `Set INVITO_BACKUP_DIR to a folder on another disk, or run “${
      commandLine("backup FILE")
    }” each day.`;
    return [{ tone: "note", about, text: `${product} writes no daily backup.`, hint }];
  }
  let found: FoundBackup[];
  try {
    found = await listBackups(backupDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `${backupDir} (INVITO_BACKUP_DIR) can’t be read: ${reason}`;
    const hint =
      `Create ${backupDir}, or mount it, for the user that runs ${product}, which never creates it.`;
    return [{ tone: "bad", about, text, hint }];
  }
  const hint = `Start ${product}, and look for “daily-backup” in its log.`;
  const last = found.toSorted((a, b) => a.writtenAt - b.writtenAt).at(-1);
  if (!last) return [{ tone: "bad", about, text: `There’s no backup in ${backupDir} yet.`, hint }];
  const hours = Math.max(0, Math.round((now() - last.writtenAt) / HOUR));
  const text = `The last of ${found.length} in ${backupDir} is ${last.name}, ${hours} hours old.`;
  return now() - last.writtenAt > LATE_MS
    ? [{ tone: "bad", about, text, hint }]
    : [{ tone: "good", about, text }];
}
