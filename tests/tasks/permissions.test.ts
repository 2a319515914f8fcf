import assert from "node:assert/strict";
import { root } from "../../src/tasks/building.ts";
import { deniedRanges, environmentFor, permissionFlags } from "../../src/tasks/permissions.ts";
import { settingsFor, tempFolder } from "../support/temp.ts";

Deno.test("permissionFlags lets the program do nothing that it has no business with", async () => {
  await using data = await tempFolder();
  await using elsewhere = await tempFolder();
  const file = `${elsewhere.path}/file`;
  await Deno.writeTextFile(file, "private");
  const flags = await permissionFlags(settingsFor(data.path), root);
  const probe = `${root}/tests/fixtures/probe.ts`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, probe, file, elsewhere.path],
    cwd: root,
    clearEnv: true,
    env: environmentFor({ ...Deno.env.toObject(), FOREIGN: "1" }),
  }).output();
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), []);
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
];
for (const [what, env, denied, open] of table) {
  Deno.test(`deniedRanges leaves out what a setting needs: ${what}`, async () => {
    const ranges = await deniedRanges(settingsFor("/nowhere", env));
    for (const range of denied) assert.ok(ranges.includes(range), `${range} is open`);
    for (const range of open) assert.ok(!ranges.includes(range), `${range} is denied`);
  });
}
