import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isUnsent, unsent } from "$lib/client/unsent.ts";
import { transport } from "../../src/hooks.ts";

const routes = fileURLToPath(new URL("../../src/routes/", import.meta.url));

Deno.test("unsent: only pages without the framework's scripts keep what load returns to themselves", () => {
  const marking = [...filesUnder(routes)].filter((path) => {
    const text = Deno.readTextFileSync(path);
    return /\bunsent\(/.test(text) && !/^export const csr = false;$/m.test(text);
  });
  assert.deepEqual(marking, []);
});

Deno.test("unsent: what is marked is not written out, everything else is", () => {
  const { encode } = transport.unsent!;
  const data = unsent({ words: { title: "Book" } });
  assert(isUnsent(data) && encode(data));
  for (const other of [{ words: {} }, { ...data }, data.words, [], null, undefined, "text", 1]) {
    assert(!encode(other));
  }
});

function* filesUnder(folder: string): Iterable<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* filesUnder(`${folder}${name}/`);
    else if (name.endsWith("+page.server.ts")) yield `${folder}${name}`;
  }
}
