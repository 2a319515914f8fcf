import assert from "node:assert/strict";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";

/** The files of the build that Deno reads before a file of it runs, with their text. */
async function readFor(file: string): Promise<Map<string, string>> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `${root}/build/server/${file}`],
    cwd: root,
  }).output();
  const { modules }: { modules: { local?: string }[] } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const paths = modules.flatMap(({ local }) => local?.includes("/build/server/") ? [local] : []);
  return new Map(paths.map((path) => [path, Deno.readTextFileSync(path)]));
}

Deno.test("start: pages, and what only some of them need, are read when they are asked for", async () => {
  await buildWhenStale();
  assert.equal((await readFor("manifest.js")).size, 1);
  for (const [path, code] of await readFor("entries/hooks.server.js")) {
    assert.doesNotMatch(code, /\bimport\s*\(["']\./, path);
    // Nodemailer, the public holidays of the world, and a page.
    assert.doesNotMatch(code, /class SMTPConnection|Holidays\.prototype|_page\.svelte/, path);
  }
});
