/** What the user's card asks for of the language, the packages and the folders. */
import assert from "node:assert/strict";
import { extname, join } from "node:path";
import { root } from "../../src/tasks/root.ts";

const packages = {
  "@sveltejs/kit": ["src/hooks.server.ts", "src/routes"],
  "svelte-adapter-deno": ["svelte.config.js"],
  "@auth/sveltekit": ["src/lib/server/auth"],
  "tsdav": ["src/lib/server/calendars/caldav"],
  "ical.js": ["src/lib/icalendar"],
  "nodemailer": ["src/lib/server/email"],
  "valibot": ["src/lib/scheduling", "src/lib/openapi"],
  "temporal-polyfill": ["src/lib/scheduling"],
  "tailwindcss": ["src/styles/all.css"],
};
const atTheTop = [
  "src",
  "static",
  "tests",
  "deno.json",
  "svelte.config.js",
  "vite.config.ts",
  "package.json",
  "tailwind.config.js",
  "Dockerfile",
];

async function* filesUnder(path: string): AsyncIterable<string> {
  if ((await Deno.stat(path)).isFile) return yield path;
  for await (const { name } of Deno.readDir(path)) yield* filesUnder(join(path, name));
}

Deno.test("the card: the program is written in TypeScript", async () => {
  const others: string[] = [];
  for await (const path of filesUnder(join(root, "src"))) {
    if (/^\.(c|m)?jsx?$/.test(extname(path))) others.push(path);
    if (extname(path) !== ".svelte") continue;
    const source = await Deno.readTextFile(path);
    if (/<script(?![^>]*(lang="ts"|\ssrc=))[^>]*>/.test(source)) others.push(path);
  }
  assert.deepEqual(others, []);
});

Deno.test("the card: its packages are imported by the program, and installed", async () => {
  const { dependencies } = JSON.parse(await Deno.readTextFile(`${root}/package.json`));
  for (const [name, places] of Object.entries(packages)) {
    assert.ok(name in dependencies, name);
    const imported = new RegExp(`(from|import|import\\(|@import)\\s*"${name}(/[^"]*)?"`);
    for (const place of places) {
      let isUsed = false;
      for await (const path of filesUnder(join(root, place))) {
        isUsed ||= imported.test(await Deno.readTextFile(path));
      }
      assert.ok(isUsed, `${name} in ${place}`);
    }
  }
});

Deno.test("the card: its files and folders are at the top", async () => {
  for (const name of atTheTop) assert.ok(await Deno.stat(join(root, name)), name);
});
