/** What of the rooms shows in the file tree: one loose file, one folder a room, files that can be read at one sitting. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readImportGraph } from "../runner/import-graph.ts";
import { printedOrder, roomOf, rooms } from "./room-order.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MAX_LINES = 300;
const MAX_NAME_LENGTH = 100;
const MEDIAN_LINES = { from: 45, to: 90 };

Deno.test("rooms: app.ts is the one loose file of the server", () => {
  const loose = [...Deno.readDirSync(`${root}src/lib/server`)].filter(({ isFile }) => isFile);
  assert.deepEqual(loose.map(({ name }) => name), ["app.ts"]);
});

Deno.test("rooms: every file of src is in a room, and every room has a file", () => {
  console.log(printedOrder);
  const files = filesUnder("src").filter((path) => /\.(ts|svelte)$/.test(path));
  assert.deepEqual(files.filter((path) => !roomOf(path)), []);
  const used = new Set(files.map(roomOf));
  assert.deepEqual(rooms.filter((room) => !used.has(room)), []);
});

Deno.test("files: none of src and tests has more than 300 lines", () => {
  const code = [...filesUnder("src"), ...filesUnder("tests")]
    .filter((path) => /\.(ts|svelte)$/.test(path));
  const files = code.map((path) => ({ path, lines: linesOf(path) }));
  assert.deepEqual(files.filter(({ lines }) => lines > MAX_LINES), []);
});

Deno.test("files: none of src imports itself by way of others, types included", () => {
  const left = new Map(
    [...readImportGraph()].filter(([path]) => path.startsWith("src/"))
      .map(([path, { imports }]) => [path, imports]),
  );
  for (let size = Infinity; left.size < size;) {
    size = left.size;
    for (const [path, imports] of left) {
      if (!imports.some((each) => left.has(each))) left.delete(path);
    }
  }
  assert.deepEqual([...left.keys()], []);
});

Deno.test("test names: none has more than 100 characters", () => {
  const named =
    /(?:Deno\.test|\btest|\.step)\(\s*(?:\{\s*name:\s*)?(["`])((?:(?!\1)[^\\]|\\.)*)\1/gs;
  const names = filesUnder("tests").filter((path) => path.endsWith(".ts")).flatMap((path) =>
    [...Deno.readTextFileSync(`${root}${path}`).matchAll(named)].map(([, , name = ""]) => name)
  );
  assert(names.length > 1_000, `${names.length} names were found`);
  assert.deepEqual(names.filter((name) => name.length > MAX_NAME_LENGTH), []);
});

Deno.test("rooms: the median file of the server has 45 to 90 lines", () => {
  const files = filesUnder("src/lib/server").map((path) => ({ path, lines: linesOf(path) }));
  const median = files.map(({ lines }) => lines).sort((a, b) => a - b)[files.length >> 1]!;
  console.log(`median of ${files.length} files: ${median} lines`);
  assert(median >= MEDIAN_LINES.from && median <= MEDIAN_LINES.to, `median ${median} lines`);
});

/** Paths below the project's root, folders of a folder included. */
function filesUnder(folder: string): string[] {
  return [...Deno.readDirSync(`${root}${folder}`)].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory ? filesUnder(path) : [path];
  });
}

function linesOf(path: string): number {
  return Deno.readTextFileSync(`${root}${path}`).split("\n").length - 1;
}
