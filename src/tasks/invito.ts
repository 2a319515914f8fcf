/**
 * The one entry of operators: `invito COMMAND` in an image, `deno task COMMAND` in a checkout, which first installs the
 * packages that are missing.
 */
import {
  commandArgs,
  type CommandName,
  commands,
  exitWithUsage,
  isCheckout,
  usageOf,
} from "./commands.ts";
import { installWhenStale } from "./install-packages.ts";

if (!isCheckout) Deno.env.set("COMMAND_PREFIX", "invito");
const [name = ""] = Deno.args;
if (!(name in commands)) {
  if (name) console.error(`Unknown command: ${name}`);
  console.error("Commands:");
  for (const known of Object.keys(commands)) console.error(`  ${usageOf(known as CommandName)}`);
  Deno.exit(2);
}
const command = name as CommandName;
if (commands[command] === "" && commandArgs.length > 0) exitWithUsage(command);
if (isCheckout) await installWhenStale();
// By a value: Deno would look for the packages of a name before they are installed.
await import(new URL(`./${name}.ts`, import.meta.url).href);
