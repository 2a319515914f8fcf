/** `deno task backup FILE [--with-secret]`: one file with everything, taken beside the running program. */
import { writeBackup } from "./archive.ts";
import { settingsOrExit } from "./settings.ts";
import { NoStore } from "./snapshot.ts";

const withSecret = Deno.args.includes("--with-secret");
const [file, ...rest] = Deno.args.filter((arg) => arg !== "--with-secret");
if (!file || rest.length > 0) {
  console.error("Say where to: deno task backup FILE [--with-secret]");
  Deno.exit(2);
}

const settings = settingsOrExit();
try {
  await writeBackup(settings, file, withSecret);
} catch (error) {
  if (error instanceof Deno.errors.AlreadyExists) {
    console.error(`${file} exists already. Choose another name; a backup never overwrites.`);
  } else if (error instanceof NoStore) {
    console.error(error.message);
  } else throw error;
  Deno.exit(1);
}
console.log(`Everything of ${settings.dbPath} is in ${file}.`);
console.log(
  withSecret
    ? "The session secret is in it: whoever has this file can open everything. Keep it safe."
    : `The session secret is not in it, and without it calendar passwords and links in old letters are lost. Keep ${
      settings.sessionSecret ? "INVITO_SESSION_SECRET" : `${settings.dataDir}/secret`
    } too, or use --with-secret.`,
);
