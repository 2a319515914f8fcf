import assert from "node:assert/strict";
import { openOutbound, OutboundError } from "$lib/server/outbound/index.ts";
import { root } from "../../src/tasks/root.ts";
import { deniedRanges, environmentFor, permissionFlags } from "../../src/tasks/permissions.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";

Deno.test("permissionFlags allows only what the program needs", async () => {
  await using data = await tempFolder();
  await using elsewhere = await tempFolder();
  const file = `${elsewhere.path}/file`;
  await Deno.writeTextFile(file, "private");
  const flags = await permissionFlags(settingsFor(data.path), root);
  const probe = `${root}/tests/fixtures/permission-probe.ts`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, probe, file, elsewhere.path],
    cwd: root,
    clearEnv: true,
    env: environmentFor({ ...Deno.env.toObject(), FOREIGN: "1" }),
  }).output();
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), []);
});

Deno.test("permissionFlags: only the folder of backups that is set is open too", async () => {
  const foldersOf = async (env: Record<string, string>) =>
    (await permissionFlags(settingsFor("/data", env), "/app")).slice(1, 3);
  assert.deepEqual(await foldersOf({}), ["--allow-read=/app/build,/data", "--allow-write=/data"]);
  assert.deepEqual(await foldersOf({ INVITO_BACKUP_DIR: "/mnt/b" }), [
    "--allow-read=/app/build,/data,/mnt/b",
    "--allow-write=/data,/mnt/b",
  ]);
});

/** What the program is denied with these settings, of connections to an address of this machine. */
async function isDenied(env: Record<string, string>, hostname: string): Promise<boolean> {
  await using data = await tempFolder();
  const flags = await permissionFlags(settingsFor(data.path, env), root);
  const code = `try { (await Deno.connect({ hostname: "${hostname}", port: 1 })).close(); }
    catch (error) { console.log(error.name); }`;
  const probe = `${data.path}/probe.ts`;
  await Deno.writeTextFile(probe, code);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...flags, probe],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout).trim() === "NotCapable";
}

Deno.test("0.0.0.0 is denied to the process unless it listens there, whatever else is allowed", async () => {
  const local = { INVITO_LISTEN_ADDR: "127.0.0.1:8080" };
  assert.equal(await isDenied(local, "0.0.0.0"), true);
  assert.equal(await isDenied(local, "::"), true);
  const nas = { ...local, INVITO_ALLOW_PRIVATE_HOSTS: "nas.home" };
  assert.equal(await isDenied(nas, "0.0.0.0"), true);
  assert.equal(await isDenied({}, "0.0.0.0"), false, "the usual listening address");
});

Deno.test("0.0.0.0 as listening address: outbound refuses it, however it is written or resolved", async () => {
  const fetch = openOutbound({ allow: [], resolve: () => Promise.resolve(["0.0.0.0"]) });
  for (
    const host of [
      "0.0.0.0",
      "0",
      "0x0",
      "[::]",
      "[::0.0.0.0]",
      "[::ffff:0.0.0.0]",
      "nowhere.example",
    ]
  ) {
    await assert.rejects(
      fetch(`http://${host}:8080/`),
      (error) => error instanceof OutboundError && error.kind === "private",
      host,
    );
  }
});

const none = ["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16"];
const table: [string, Record<string, string>, string[], string[]][] = [
  ["nothing is set", {}, none, []],
  ["it listens on this machine", { INVITO_LISTEN_ADDR: "127.0.0.1:0" }, [
    "10.0.0.0/8",
    "169.254.0.0/16",
  ], ["127.0.0.0/8"]],
  ["a range at home is allowed", { INVITO_ALLOW_PRIVATE_HOSTS: "192.168.1.0/24" }, [
    "10.0.0.0/8",
    "169.254.0.0/16",
  ], ["192.168.0.0/16"]],
  [
    "everything private is allowed",
    { INVITO_ALLOW_PRIVATE_HOSTS: "10.0.0.0/7" },
    ["169.254.0.0/16"],
    ["10.0.0.0/8"],
  ],
  [
    "the mail server is this machine",
    {
      INVITO_SMTP_HOST: "localhost",
      INVITO_SMTP_FROM: "a@b.example",
    },
    ["10.0.0.0/8"],
    ["127.0.0.0/8"],
  ],
  ["a name at home may have any address", { INVITO_ALLOW_PRIVATE_HOSTS: "nas.home" }, [], none],
  ["it listens on one address", { INVITO_LISTEN_ADDR: "192.0.2.1:0" }, ["0.0.0.0/8", "[::]"], []],
  ["it listens on all of IPv6", { INVITO_LISTEN_ADDR: "[::]:0" }, ["0.0.0.0/8"], ["[::]"]],
];
for (const [what, env, denied, open] of table) {
  Deno.test(`deniedRanges leaves out what a setting needs: ${what}`, async () => {
    const ranges = await deniedRanges(settingsFor("/nowhere", env));
    for (const range of denied) assert.ok(ranges.includes(range), `${range} is open`);
    for (const range of open) assert.ok(!ranges.includes(range), `${range} is denied`);
  });
}
