/** `deno task backup FILE [--with-secret]`: writes one file with the whole store, also while the program runs. */
import { SecretError } from "../lib/server/runtime/secret-file.ts";
import { findSecret } from "../lib/server/auth/session-secret.ts";
import { keys } from "../lib/server/kv/keys.ts";
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { runTask } from "../process/operator-errors.ts";
import { writeBackup } from "./backup-file.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { backUpServer } from "./server-records.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

const withSecret = commandArgs.includes("--with-secret");
const [file = "", ...rest] = commandArgs.filter((arg) => arg !== "--with-secret");
if (!file || rest.length > 0) exitWithUsage("backup");

const settings = settingsOrExit();
await runTask(settings, async () => {
  const { secret, error: secretError } = await secretOr();
  if (withSecret && !secret) throw secretError;
  let changing: string[] = [];
  try {
    if (isRemoteDatabase(settings.dbPath)) {
      changing = await backUpServer(settings, file, { secret, withSecret });
    } else await writeFile(secret);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    console.error(`${file} already exists. Choose another name; backups never overwrite files.`);
    Deno.exit(1);
  }
  console.log(`Backed up ${settings.dbPath} to ${file}.`);
  if (secretError) {
    // The backup is useful without the secret, but the operator must know.
    console.error(secretError.message);
    Deno.exit(1);
  }
  console.log(
    withSecret
      ? "It contains the session secret: anyone with this file can read everything. Keep it safe."
      : `It doesn’t contain the session secret. Without it, calendar passwords and links in earlier emails are lost. Keep ${
        settings.sessionSecret ? "INVITO_SESSION_SECRET" : `${settings.dataDir}/secret`
      } too, or use --with-secret.`,
  );
  if (changing.length === 0) return;
  console.error(format(operations.copy.changing, { n: changing.length }));
  Deno.exit(1);
});

async function writeFile(secret: string | null): Promise<void> {
  const written = {
    title: "Backing up",
    path: `${file}.part`,
    bytes: sizeOf(settings.dbPath),
    then: "Writing it to the disk",
  };
  await withFileProgress(written, () => writeBackup(settings, file, { secret, withSecret }));
}

/** The secret of the store, or the error about the present one. */
async function secretOr(): Promise<
  { secret: string | null; error: SecretError | null }
> {
  try {
    return {
      secret: await withSnapshot(settings, (kv) => findSecret(settings, kv), {
        only: [keys.sealingKeys()],
      }),
      error: null,
    };
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return { secret: null, error };
  }
}
