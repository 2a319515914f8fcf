/**
 * `deno task backup FILE [--with-secret]`: writes one file with the whole store, also while the program runs; to standard
 * output for `-`. `--check FILE` reads a backup and says what it is.
 */
import { parseArgs } from "node:util";
import { SecretError } from "../lib/server/runtime/secret-file.ts";
import { findSecret } from "../lib/server/auth/session-secret.ts";
import { keys } from "../lib/server/kv/keys.ts";
import { getStoreVersion, STORE_VERSION } from "../lib/server/kv/store-version.ts";
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { runTask } from "../process/operator-errors.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { checkBackup } from "./check-backup.ts";
import { partOf, requireFile, writeBackupTo } from "./piped-backup.ts";
import { backUpServer } from "./server-records.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

const options = readOptions();
if (!options) exitWithUsage("backup");
const { file, withSecret } = options;
/** Standard output may be the backup. */
const say = file === "-" ? console.error : console.log;

if (options.checks) {
  refuseTerminal(Deno.stdin, operations.backup.fromTerminal);
  await runTask({ dbPath: file }, async () => {
    requireFile(file);
    for (const line of await checkBackup(file)) console.log(line);
  });
} else {
  refuseTerminal(Deno.stdout, operations.backup.terminal);
  await backUp();
}

function readOptions() {
  try {
    const { values, positionals: [file, ...rest] } = parseArgs({
      args: [...commandArgs],
      allowPositionals: true,
      options: { "with-secret": { type: "boolean" }, check: { type: "boolean" } },
    });
    const [checks, withSecret] = [Boolean(values.check), Boolean(values["with-secret"])];
    return !file || rest.length > 0 || (checks && withSecret) ? null : { file, withSecret, checks };
  } catch {
    // An option that there is not.
    return null;
  }
}

function refuseTerminal(stream: { isTerminal(): boolean }, words: string): void {
  if (file !== "-" || !stream.isTerminal()) return;
  console.error(words);
  Deno.exit(2);
}

async function backUp(): Promise<void> {
  const settings = settingsOrExit();
  await runTask(settings, async () => {
    const { secretError, ...known } = await readFacts();
    if (withSecret && !known.secret) throw secretError;
    const facts = { ...known, withSecret };
    let changing: string[] = [];
    try {
      if (isRemoteDatabase(settings.dbPath)) changing = await backUpServer(settings, file, facts);
      else {
        const written = {
          title: "Backing up",
          path: partOf(settings, file),
          bytes: sizeOf(settings.dbPath),
          then: file === "-" ? "Sending it" : "Writing it to the disk",
        };
        await withFileProgress(written, () => writeBackupTo(settings, file, facts));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      console.error(`${file} already exists. Choose another name; backups never overwrite files.`);
      Deno.exit(1);
    }
    say(`Backed up ${settings.dbPath} to ${file === "-" ? "standard output" : file}.`);
    if (secretError) {
      // The backup is useful without the secret, but the operator must know.
      console.error(secretError.message);
      Deno.exit(1);
    }
    say(
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

  /** The version of the store, and its secret or the error about the present one. */
  async function readFacts() {
    return await withSnapshot(settings, async (kv) => {
      const version = await getStoreVersion(kv) ?? STORE_VERSION;
      try {
        return { version, secret: await findSecret(settings, kv), secretError: null };
      } catch (error) {
        if (!(error instanceof SecretError)) throw error;
        return { version, secret: null, secretError: error };
      }
    }, { only: [keys.sealingKeys(), keys.version()] });
  }
}
