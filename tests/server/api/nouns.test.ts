import assert from "node:assert/strict";
import { operationAt } from "$lib/openapi/operation.ts";
import { pathNames } from "$lib/openapi/openapi.ts";
import { isReserved, isUsername } from "$lib/scheduling/username.ts";
import { findAddress } from "$lib/server/api/nouns.ts";
import { operations } from "../../support/operations.ts";

Deno.test("operations: each is found at its path, HEAD as GET, and no two have one address or id", async () => {
  for (const each of operations) {
    const params = Object.fromEntries(pathNames(each.path).map((name) => [name, `a ${name}/é`]));
    const path = each.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name]!));
    const address = await findAddress(path);
    assert.equal(operationAt(address, each.method), each, each.id);
    if (each.method === "GET") assert.equal(operationAt(address, "HEAD"), each);
    assert.deepEqual(address!.params, params);
  }
  const ids = operations.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("findAddress: a name goes before an id; nothing for other paths, and for an empty id", async () => {
  assert.equal((await findAddress("/v0/me/holidays/countries"))?.path, "/v0/me/holidays/countries");
  assert.equal((await findAddress("/v0/me/holidays/2027-01-01"))?.path, "/v0/me/holidays/{date}");
  for (
    const path of [
      "/v0",
      "/v0/",
      "/v0/nothing",
      "/v0/teams/",
      "/v0/teams//members",
      "/v0/teams/%FF",
      "/v1/teams",
    ]
  ) {
    assert.equal(await findAddress(path), null, path);
  }
  assert.equal((await findAddress("/v0/me/f%65eds"))?.path, "/v0/me/feeds");
  const address = await findAddress("/v0/event-types/1");
  assert.equal(operationAt(address, "PATCH")?.id, "eventTypes.update");
  assert.equal(operationAt(address, "PUT"), null);
});

Deno.test("operations: examples of parameters name what is in the path", () => {
  for (const { id, path, example } of operations) {
    for (const name of Object.keys(example?.params ?? {})) {
      assert(pathNames(path).includes(name), `${id}: ${name}`);
    }
  }
});

Deno.test("operations: a key needs the scope of teams for whatever changes a team", () => {
  const changes = operations.filter(({ method, path }) =>
    method !== "GET" && path.startsWith("/v0/teams/")
  );
  assert(changes.length > 20);
  const others = changes.filter(({ access }) => access !== "teams" && access !== "session");
  assert.deepEqual(others.map(({ id }) => id), []);
});

Deno.test("operations: no host or team can take a name that is an address beside theirs", () => {
  const beside = operations.flatMap(({ path }) => {
    const [, , of, name = ""] = path.split("/");
    return (of === "teams" || of === "users") && isUsername(name) ? [name] : [];
  });
  assert.deepEqual(beside.filter((name) => !isReserved(name)), []);
});
