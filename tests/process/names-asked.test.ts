import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { requires } from "../support/required-programs.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** All names that a start with these settings asks for, and those that a `deno run` after it does. */
async function namesAsked(settings: Record<string, string>) {
  await buildWhenStale();
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.writeTextFile(`${path}/resolv.conf`, "nameserver 127.0.0.1\n");
  await Deno.writeTextFile(`${path}/nsswitch.conf`, "hosts: files dns\n");
  await Deno.writeTextFile(`${path}/idle.ts`, "setInterval(() => {}, 1000);");
  const inside = `ip link set lo up
    mount --bind "$0/resolv.conf" /etc/resolv.conf
    if [ -e /etc/nsswitch.conf ]; then mount --bind "$0/nsswitch.conf" /etc/nsswitch.conf; fi
    exec "$1" run -A --no-check "$2" "$0" "$0/idle.ts"`;
  const { code, stdout, stderr } = await new Deno.Command("unshare", {
    args: ["--map-root-user", "--mount", "--net", "sh", "-ec", inside, path, Deno.execPath()]
      .concat(`${root}/tests/support/recording-resolver.ts`),
    cwd: root,
    clearEnv: true,
    env: { HOME: path, PATH: Deno.env.get("PATH")!, DENO_NO_UPDATE_CHECK: "1", ...settings },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  assert.equal(code, 0, text.decode(stderr));
  const asked: { before: string[]; after: string[] } = JSON.parse(text.decode(stdout));
  return asked;
}

Deno.test(
  "deno task start asks for no name but those of its settings",
  requires("name-server"),
  async () => {
    await using data = await tempFolder();
    const { before, after } = await namesAsked({
      INVITO_DATA_DIR: data.path,
      INVITO_LISTEN_ADDR: "127.0.0.1:8080",
      INVITO_SMTP_HOST: "mail.example.org",
      INVITO_SMTP_FROM: "invito@example.org",
    });
    assert.deepEqual([...new Set(before)], ["mail.example.org"]);
    assert.deepEqual(after, ["dl.deno.land"], "that of the plain deno run alone");
  },
);
