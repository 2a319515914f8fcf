import assert from "node:assert/strict";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { settingNames } from "$lib/server/runtime/read-settings.ts";

const page = await Deno.readTextFile(new URL("../../docs/settings.md", import.meta.url));

Deno.test("docs/settings.md describes every setting, and no other", () => {
  const listed = [...page.matchAll(/^\| (`INVITO_[^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(INVITO_\w+)`/g)].map(([, name]) => name!)
  );
  assert.deepEqual(listed.sort(), settingNames(oauthClientDefaults).sort());
});
