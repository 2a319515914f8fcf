import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import type { Settings } from "$lib/server/runtime/settings.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";

/** A folder that is removed at the end of the block. */
export async function tempFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "invito-test-" });
  return {
    path,
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
    },
  };
}

/** The settings of a program on this data folder. */
export function settingsFor(dataDir: string, env: Record<string, string> = {}): Settings {
  const read = readSettings({ INVITO_DATA_DIR: dataDir, ...env }, oauthClientDefaults);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.settings;
}
