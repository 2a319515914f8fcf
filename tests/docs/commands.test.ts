/** What an operator reads about commands and settings, and how each reaches the program in every kind of installation. */
import assert from "node:assert/strict";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { settingNames } from "$lib/server/runtime/read-settings.ts";
import { commands } from "../../src/tasks/commands.ts";
import { envExample } from "../../src/tasks/env-example.ts";
import { environmentFor } from "../../src/tasks/permissions.ts";
import { root } from "../../src/tasks/root.ts";

const read = (path: string) => Deno.readTextFile(`${root}/${path}`);
const settings = [...settingNames(oauthClientDefaults), "DENO_KV_ACCESS_TOKEN"];

Deno.test("README names every command, and no other, and each is a task", async () => {
  const readme = await read("README.md");
  const named = [...readme.matchAll(/`deno task (start|[a-z-]+)(?: [^`]*)?`|^deno task (start)$/gm)]
    .map(([, inText, inBlock]) => inText ?? inBlock!);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(commands).sort());
  const { tasks } = JSON.parse(await read("deno.json"));
  for (const name of Object.keys(commands)) {
    assert(tasks[name]?.endsWith(`src/tasks/invito.ts ${name}`), name);
    await Deno.stat(`${root}/src/tasks/${name}.ts`);
  }
});

Deno.test(".env.example has every setting; deno run -A src/tasks/env-example.ts writes it", async () => {
  const example = await read(".env.example");
  assert.equal(example, envExample(await read("docs/settings.md")));
  const names = [...example.matchAll(/^#(\w+)=/gm)].map(([, name]) => name!);
  assert.deepEqual(names.sort(), settings.sort());
});

Deno.test("every setting reaches the program, from the environment and from compose", async () => {
  const env = Object.fromEntries(settings.map((name) => [name, "x"]));
  const passed = environmentFor({ ...env, OTHER: "x" });
  for (const name of settings) assert.equal(passed[name], "x", name);
  assert.equal(passed.OTHER, undefined);
  const compose = await read("compose.yaml");
  assert.match(compose, /^ {4}env_file: \[\{ path: \.env, required: false \}\]$/m);
  // It would win over the file.
  assert.doesNotMatch(compose, /environment:/);
});
