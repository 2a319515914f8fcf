import { dirname } from "node:path";
import type { Settings } from "../lib/server/runtime/settings.ts";
import { type BackupFacts, writeBackup, writePart } from "../lib/server/backups/backup-file.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { copyBytes, fileExists, removeIfExists } from "../lib/server/backups/atomic-files.ts";

type Location = Pick<Settings, "dbPath">;

/** Under which name a backup is written; one for standard output beside the store, where there is room for it. */
export function partOf({ dbPath }: Location, file: string): string {
  return file === "-" ? `${dirname(dbPath)}/stdout-backup.part` : `${file}.part`;
}

/** Writes a backup to a new file, or to standard output for `-`. */
export function writeBackupTo(settings: Location, file: string, facts: BackupFacts): void {
  if (file !== "-") return writeBackup(settings, file, facts);
  const path = partOf(settings, file);
  using part = writePart(settings, path, facts);
  // From here on nothing of it is left, however this ends.
  removeIfExists(path);
  part.seekSync(0, Deno.SeekMode.Start);
  copyBytes(part, Deno.stdout);
}

/** Throws where there is no such backup; `-` is standard input. */
export function requireFile(file: string): void {
  if (file !== "-" && !fileExists(file)) throw new OperatorError(`File not found: ${file}`);
}
