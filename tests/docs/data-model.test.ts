import assert from "node:assert/strict";
import { keys } from "$lib/server/store/keys.ts";

const page = await Deno.readTextFile(new URL("../../docs/data-model.md", import.meta.url));
const documented = [...page.matchAll(/^\| `([a-z_]+)`/gm)].map(([, name]) => name!);
const build = keys as Record<string, (...parts: never[]) => Deno.KvKey>;
const built = Object.values(build).map((key) => String(key(...["a", "b", "c", "d"] as never[])[0]));

Deno.test("docs/data-model.md lists every key of the store", () => {
  assert.deepEqual([...new Set(built)].filter((name) => !documented.includes(name)), []);
});

Deno.test("docs/data-model.md lists no key that does not exist", () => {
  assert.deepEqual(documented.filter((name) => !built.includes(name)), []);
});
