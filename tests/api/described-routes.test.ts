import assert from "node:assert/strict";
import { operationAt, operations } from "$lib/api/operations.ts";
import { pathNames } from "$lib/api/openapi.ts";
import { root } from "../../src/tasks/root.ts";

/** Documents about the API, which are no operations of it. */
const documents = ["GET /v0/openapi.json"];

Deno.test("routes of the API: each is an operation, and each operation has its route", async () => {
  const routes = await apiRoutes();
  const undescribed = routes.filter(({ method, id }) =>
    !documents.includes(`${method} ${id}`) && !operationAt(id, method)
  );
  assert.deepEqual(undescribed, []);
  const described = new Set(routes.map(({ method, id }) => `${method} ${pathOf(id)}`));
  const unrouted = operations.filter(({ method, path }) => !described.has(`${method} ${path}`));
  assert.deepEqual(unrouted.map(({ id }) => id), []);
});

Deno.test("operations: examples of parameters name what is in the path", () => {
  for (const { id, path, example } of operations) {
    for (const name of Object.keys(example?.params ?? {})) {
      assert(pathNames(path).includes(name), `${id}: ${name}`);
    }
  }
});

/** Every method of every route file below `/v0`. */
async function apiRoutes(): Promise<{ method: string; id: string }[]> {
  const found: { method: string; id: string }[] = [];
  for await (const file of routeFiles(`${root}/src/routes/v0`)) {
    const id = file.slice(`${root}/src/routes`.length, -"/+server.ts".length);
    const text = await Deno.readTextFile(file);
    for (const [, method] of text.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)) {
      found.push({ method: method!, id });
    }
  }
  return found;
}

async function* routeFiles(folder: string): AsyncIterable<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* routeFiles(`${folder}/${name}`);
    else if (name === "+server.ts") yield `${folder}/${name}`;
  }
}

function pathOf(id: string): string {
  return id.replace(/\[(\w+)(=\w+)?\]/g, "{$1}");
}
