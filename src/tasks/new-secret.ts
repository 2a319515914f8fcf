/**
 * `deno task new-secret [--give-up]`: lists what is lost with a lost session secret; with `--give-up` continues with a
 * new one.
 */
import { releaseLostSecret } from "./release-lost-secret.ts";
import { openSealer } from "../lib/server/auth/sealing.ts";
import { ensureSecret, readSecret, SecretError } from "../lib/server/runtime/secret-file.ts";
import { adoptSecret, findSecret, secretIds } from "../lib/server/auth/session-secret.ts";
import { countSealedByOtherKeys } from "../lib/server/records/sealing-keys.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { lockFolder } from "../process/folder-lock.ts";
import { checkStore } from "../process/check-database.ts";
import { runTask } from "../process/operator-errors.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { lostSentences } from "./lost-records.ts";
import { openStore } from "../lib/server/kv/open-store.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { fileExists } from "../lib/server/backups/atomic-files.ts";
import { storeFile } from "../lib/server/backups/copy-store.ts";
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";

const { renew } = operations;
const isConfirmed = commandArgs[0] === "--give-up";
if (commandArgs.length > (isConfirmed ? 1 : 0)) exitWithUsage("new-secret");
const settings = settingsOrExit();
await runTask(settings, async () => {
  // Locking would create one.
  if (!isRemoteDatabase(settings.dbPath)) storeFile(settings);
  const lock = lockFolder(settings);
  checkStore(settings);
  using kv = await openStore(settings.dbPath);
  if (await isRightSecret(kv)) {
    console.log(renew.nothing);
    Deno.exit(0);
  }
  const ids = secretIds(settings, readUsableSecret());
  const lost = [...lostSentences(await countSealedByOtherKeys(kv, ids)), renew.signed];
  if (isConfirmed) await installNewSecret(kv);
  console.log(
    isConfirmed ? format(renew.done, { path: `${settings.dataDir}/secret` }) : renew.lost,
  );
  for (const sentence of lost) console.log(`- ${sentence}`);
  if (!isConfirmed) console.log(renew.how);
  lock.release();
}, { before: "Nothing was changed: " });

async function isRightSecret(kv: Deno.Kv): Promise<boolean> {
  try {
    await findSecret(settings, kv);
    return true;
  } catch (error) {
    if (error instanceof SecretError) return false;
    throw error;
  }
}

/** The present secret; null when it is missing or malformed. */
function readUsableSecret(): string | null {
  try {
    return readSecret(settings);
  } catch (error) {
    if (error instanceof SecretError) return null;
    throw error;
  }
}

/** Renames a malformed secret file, keeps a valid one, and releases what it does not open. */
async function installNewSecret(kv: Deno.Kv): Promise<void> {
  const path = `${settings.dataDir}/secret`;
  if (readUsableSecret() === null && fileExists(path)) {
    Deno.renameSync(path, `${path}.before-${new Date().toISOString().replaceAll(":", "-")}`);
  }
  const secret = ensureSecret(settings);
  const sealer = openSealer(secret, settings.sessionSecretOld);
  await releaseLostSecret({ kv, sealer }, secretIds(settings, secret));
  // Recorded last, so that an interrupted run is repeated.
  await adoptSecret(settings, kv);
}
