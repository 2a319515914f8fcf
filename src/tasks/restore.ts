/** `deno task restore FILE [--secret-only]`: puts a backup in place of the store, or only its secret; refuses while the program runs. What was there is moved aside. */
import { lockFolder } from "../process/folder-lock.ts";
import { OperatorError, runTask } from "../process/operator-errors.ts";
import { restoreInto, restoreSecretOnly } from "./restore-backup.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { fileExists } from "./atomic-files.ts";

const secretOnly = Deno.args.includes("--secret-only");
const [file = "", ...rest] = Deno.args.filter((arg) => arg !== "--secret-only");
if (!file || rest.length > 0) {
  console.error("Usage: deno task restore FILE [--secret-only]");
  Deno.exit(2);
}

const settings = settingsOrExit();
await runTask(settings, () => {
  if (!fileExists(file)) throw new OperatorError(`File not found: ${file}`);
  const lock = lockFolder(settings);
  const told = secretOnly ? restoreSecretOnly(settings, file) : restoreInto(settings, file);
  for (const sentence of told) console.log(sentence);
  lock.release();
  return Promise.resolve();
}, { before: "Nothing was restored: " });
