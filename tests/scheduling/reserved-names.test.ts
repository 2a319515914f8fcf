import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isReserved, isUsername } from "$lib/scheduling/username.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const routes = `${root}/src/routes`;

/** The names in a folder that a username or the slug of a team could have too. */
async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return names.filter(isUsername);
}

Deno.test("isReserved: no host or team can take a name that is an address beside theirs", async () => {
  const folders = ["calendar", "live", "team", "widget"];
  const beside = (await Promise.all(folders.map((each) => namesIn(`${routes}/${each}`)))).flat();
  assert.ok(beside.includes("team"), "the widget and the event stream of a team");
  assert.deepEqual(beside.filter((name) => !isReserved(name)), []);
  for (const name of ["team", "teams", "team-invitation"]) assert.ok(isReserved(name), name);
});

Deno.test("isReserved: the first part of every address of the program, and every static file", async () => {
  const first = [...await namesIn(routes), ...await namesIn(`${root}/static`)];
  for (const name of ["auth", "booking", "dashboard", "verify-email"]) {
    assert.ok(first.includes(name));
  }
  assert.deepEqual(first.filter((name) => !isReserved(name)), []);
  assert.ok(!isUsername("llms.txt") && !isUsername(".well-known") && !isUsername("_app"));
});
