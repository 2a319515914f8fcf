import assert from "node:assert/strict";
import { oauthProviderNames } from "$lib/server/calendars/registry.ts";
import { root } from "../../../src/tasks/root.ts";
import {
  calendarTiles,
  tileNames,
} from "../../../src/routes/dashboard/calendars/calendar-tiles.ts";
import { configuredApp } from "../../support/town.ts";

Deno.test("calendarTiles: every provider with a sign-in can be chosen, set up or not", async () => {
  const app = await configuredApp();
  assert(oauthProviderNames.length > 1);
  for (const name of oauthProviderNames) {
    assert(tileNames.includes(name), name);
    app.settings.oauthClients[name] = null;
    const unset = calendarTiles(app, "en", name);
    assert.deepEqual([unset.open, unset.signIn?.name, unset.password], [name, name, null]);
    app.settings.oauthClients[name] = { clientId: "id", clientSecret: "secret" } as never;
    const tile = calendarTiles(app, "en", name).tiles.find((each) => each.name === name)!;
    assert.deepEqual([tile.leaves, tile.href.includes(name)], [true, true]);
  }
});

Deno.test("the calendars page names no provider with a sign-in: what the registry has can be chosen", async () => {
  const folder = `${root}/src/routes/dashboard/calendars`;
  const literal = new RegExp(`"(${oauthProviderNames.join("|")})"`);
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) assert.doesNotMatch(await Deno.readTextFile(`${folder}/${name}`), literal, name);
  }
});
