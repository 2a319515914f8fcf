/**
 * `deno task restore FILE [--secret-only]`: replaces the store with a backup (standard input for `-`), or only its secret,
 * and keeps the previous one aside; refuses while the program runs.
 */
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { lockFolder } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { requireFile } from "./piped-backup.ts";
import { restoreInto, restoreSecretOnly, restoringPath } from "./restore-backup.ts";
import { restoreToServer } from "./server-records.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const secretOnly = commandArgs.includes("--secret-only");
const [file = "", ...rest] = commandArgs.filter((arg) => arg !== "--secret-only");
if (!file || rest.length > 0 || /^-./.test(file)) exitWithUsage("restore");
if (file === "-" && Deno.stdin.isTerminal()) {
  console.error(operations.backup.fromTerminal);
  Deno.exit(2);
}

const settings = settingsOrExit();
await runTask(settings, async () => {
  requireFile(file);
  const lock = lockFolder(settings);
  const written = {
    title: "Restoring",
    path: restoringPath(settings),
    bytes: sizeOf(file),
    then: "Checking every page",
  };
  const messages = secretOnly
    ? restoreSecretOnly(settings, file)
    : isRemoteDatabase(settings.dbPath)
    ? await restoreToServer(settings, file)
    : await withFileProgress(written, () => restoreInto(settings, file));
  for (const message of messages) console.log(message);
  lock.release();
}, { before: "Nothing was restored: " });
