import { oauthClientDefaults } from "../lib/server/calendars/oauth-client-defaults.ts";
import type { Settings } from "../lib/server/runtime/settings.ts";
import { readSettings } from "../lib/server/runtime/read-settings.ts";

/** The settings; prints all errors and exits with 2 when they are invalid. */
export function settingsOrExit(): Settings {
  const result = readSettings(Deno.env.toObject(), oauthClientDefaults);
  if ("settings" in result) return result.settings;
  console.error("Invito can’t start with these settings:");
  for (const { name, text } of result.errors) console.error(`  ${name}: ${text}`);
  Deno.exit(2);
}
