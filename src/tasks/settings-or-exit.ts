import { oauthClientDefaults } from "../lib/server/calendars/registry.ts";
import { readSettings, type Settings } from "../lib/server/runtime/settings.ts";

/** The settings, or the end of the task with every trouble told. */
export function settingsOrExit(): Settings {
  const read = readSettings(Deno.env.toObject(), oauthClientDefaults);
  if ("settings" in read) return read.settings;
  console.error("Invito can’t start with these settings:");
  for (const { name, text } of read.troubles) console.error(`  ${name}: ${text}`);
  Deno.exit(2);
}
