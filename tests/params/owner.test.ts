import assert from "node:assert/strict";
import { match as isOwner } from "../../src/params/owner.ts";
import { match as isOwnerOfSettings } from "../../src/params/settings.ts";

Deno.test("a page is a host's or a team's, and nobody else's address leads to it", () => {
  const paths = ["", "settings", "teams/X", "teams/", "teams", "teams/X/more", "x/teams/X", "x"];
  assert.deepEqual(paths.filter(isOwner), ["", "teams/X"]);
  assert.deepEqual(paths.filter(isOwnerOfSettings), ["settings", "teams/X"]);
});
