import assert from "node:assert/strict";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { settingNames } from "$lib/server/runtime/read-settings.ts";
import { requires } from "../support/required-programs.ts";
import { tempFolder } from "../support/temp-folder.ts";

const unit = await Deno.readTextFile(
  new URL("../../docs/deploy/invito.service", import.meta.url),
);

Deno.test(
  "invito.service: systemd accepts it, and finds it little exposed",
  requires("systemd"),
  async () => {
    await using folder = await tempFolder();
    const path = `${folder.path}/invito.service`;
    // The program is not installed where the tests run.
    await Deno.writeTextFile(path, unit.replace("/opt/invito/invito", "/bin/true"));
    const analyze = async (...args: string[]) => {
      const { success, stdout, stderr } = await new Deno.Command("systemd-analyze", {
        args: [...args, path],
      }).output();
      const text = new TextDecoder();
      return { success, said: text.decode(stdout) + text.decode(stderr) };
    };
    assert.deepEqual(await analyze("verify"), { success: true, said: "" });
    const exposed = await analyze("security", "--offline=true", "--threshold=20");
    assert(exposed.success, exposed.said);
  },
);

Deno.test("invito.service: every setting comes from its file, none is fixed but where it listens and writes", () => {
  assert.match(unit, /^EnvironmentFile=-\/etc\/invito\/invito\.env$/m);
  const set = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line]) =>
    [...line!.matchAll(/(INVITO_\w+)=/g)].map(([, name]) => name!)
  );
  assert.deepEqual(set.sort(), ["INVITO_DATA_DIR", "INVITO_LISTEN_ADDR"]);
  const names = settingNames(oauthClientDefaults);
  for (const name of set) assert(names.includes(name), name);
});
