import { oauthClientDefaults } from "../lib/server/calendars/oauth-client-defaults.ts";
import type { Settings } from "../lib/server/runtime/settings.ts";
import { readSecretFiles } from "../lib/server/runtime/secret-files.ts";
import { readSettings } from "../lib/server/runtime/read-settings.ts";
import { product } from "../lib/product.ts";

/**
 * The settings, where secrets in files become a part of this process's environment; prints all errors and exits with 2
 * when they are invalid.
 */
export function settingsOrExit(): Settings {
  const given = Deno.env.toObject();
  const { env, errors } = readSecretFiles(given);
  for (const name of Object.keys(given)) if (!(name in env)) Deno.env.delete(name);
  for (const [name, value] of Object.entries(env)) {
    if (given[name] !== value) Deno.env.set(name, value);
  }
  const result = readSettings(env, oauthClientDefaults);
  if (errors.length === 0 && "settings" in result) return result.settings;
  // A secret whose file is wrong is missing only for that.
  const known = errors.map(({ name }) => name.replace(/_FILE$/, ""));
  const others = "errors" in result
    ? result.errors.filter(({ name }) => !known.includes(name))
    : [];
  console.error(`${product} can’t start with these settings:`);
  for (const { name, text } of [...errors, ...others]) console.error(`  ${name}: ${text}`);
  Deno.exit(2);
}
