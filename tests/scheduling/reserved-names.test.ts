import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isReserved } from "$lib/scheduling/username.ts";

const routes = fileURLToPath(new URL("../../src/routes", import.meta.url));

Deno.test("isReserved: no host or team can take a name that is an address beside theirs", async () => {
  const beside: string[] = [];
  for (const folder of ["calendar", "live", "team", "v0/teams", "v0/users", "widget"]) {
    for await (const { name, isDirectory } of Deno.readDir(`${routes}/${folder}`)) {
      if (isDirectory && !name.startsWith("[")) beside.push(name);
    }
  }
  assert.ok(beside.includes("team"), "the widget and the event stream of a team");
  assert.deepEqual(beside.filter((name) => !isReserved(name)), []);
  for (const name of ["team", "teams", "team-invitation"]) assert.ok(isReserved(name), name);
});
