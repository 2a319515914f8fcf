import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { withKnownOutcomes } from "$lib/server/kv/known-outcomes.ts";
import { setSyncProgress } from "$lib/server/store/sync-progress.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { fullAccount } from "../support/full-account.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = await Deno.readTextFile(`${root}docs/data-model.md`);
const [, section = ""] = page.split("## How long records stay");
const listed = [
  ...section.split("## ")[0]!.matchAll(/^\| `((?:kv|store)\/[a-z-]+\.ts)` +\| `([a-z_]+)`/gm),
];

Deno.test("docs/data-model.md lists each expireIn in the source, and no other", async () => {
  const found: string[] = [];
  for await (const path of filesIn(`${root}src`)) {
    const uses = (await Deno.readTextFile(path)).match(/\bexpireIn\b/g) ?? [];
    for (const _ of uses) found.push(path.slice(`${root}src/lib/server/`.length));
  }
  assert.deepEqual(found.sort(), listed.map(([, file]) => file).sort());
});

Deno.test("of a full account only what docs/data-model.md lists expires by the clock", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/store`;
  const whole = await fullAccount({ kv: withKnownOutcomes(await Deno.openKv(path)) });
  await setSyncProgress(whole.app.kv, whole.host.id, "calendar", {
    done: 1,
    total: 2,
    updatedAt: 0,
  });
  whole.app[Symbol.dispose]();
  using database = new DatabaseSync(path);
  const all = database.prepare("SELECT count(*) AS n FROM kv").get();
  assert(Number(all?.["n"]) > 100);
  const expiring = database.prepare("SELECT k FROM kv WHERE expiration_ms >= 0").all();
  // A string part begins with 2 and ends with 0.
  const kinds = expiring.map(({ k }) =>
    new TextDecoder().decode(k as Uint8Array).split("\0")[0]!.slice(1)
  );
  assert.deepEqual([...new Set(kinds)].sort(), listed.map(([, , record]) => record).sort());
});

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (/\.(ts|svelte)$/.test(name)) yield `${folder}/${name}`;
  }
}
