/** `deno task restore FILE`: puts a backup in place of the store; refuses while the program runs. What was there is moved aside. */
import { FolderHeld, lockFolder } from "../process/folder-lock.ts";
import { NoBackup } from "./archive.ts";
import { restoreInto } from "./restoring.ts";
import { settingsOrExit } from "./settings.ts";
import { NoStore } from "./snapshot.ts";

const [file, ...rest] = Deno.args;
if (!file || rest.length > 0) {
  console.error("Say what from: deno task restore FILE");
  Deno.exit(2);
}

const settings = settingsOrExit();
try {
  const lock = lockFolder(settings.dataDir);
  for (const sentence of await restoreInto(settings, file)) console.log(sentence);
  lock.release();
} catch (error) {
  if (error instanceof FolderHeld) console.error(`Nothing was restored: ${error.message}`);
  else if (error instanceof NoBackup || error instanceof NoStore) console.error(error.message);
  else if (error instanceof Deno.errors.NotFound) console.error(`There is no file ${file}.`);
  else throw error;
  Deno.exit(1);
}
