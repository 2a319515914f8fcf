import assert from "node:assert/strict";
import { getPage, updatePage, updateTeamPage } from "$lib/server/api/page.ts";
import { brandOf } from "$lib/server/branding/brand.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { uploadPicture } from "$lib/server/branding/change-picture.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { eraseRecordsByHost } from "$lib/server/records/erase.ts";
import { eraseTeamSettings } from "$lib/server/records/erase-team.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { pngOf } from "../../support/sample-pictures.ts";
import { addMemberHost, teamTown } from "../../support/team-town.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addHost, town } from "../../support/town.ts";

Deno.test("changePage: what is named changes, the rest stays, an outdated form is refused", async () => {
  const { app, host } = await town();
  await granted(changePage(app, host.id, { welcome: "Hello", accent: "#7a1f5c" }, 0));
  const second = await granted(changePage(app, host.id, { footer: "https://example.org" }, 1));
  assert.deepEqual(second, {
    welcome: "Hello",
    footer: "https://example.org",
    accent: "#7a1f5c",
    hideBranding: false,
    countVisits: true,
    picture: null,
    logo: null,
    revision: 2,
    changedIn: { texts: 2, picture: 0, logo: 0 },
  });
  assert.equal(refusal(await changePage(app, host.id, { welcome: "Late" }, 1)).code, "changed");
  const unnamed = await granted(changePage(app, host.id, {}, null));
  assert.equal(unnamed.revision, 2, "nothing named is nothing changed");
  const cleared = await granted(changePage(app, host.id, { accent: null }, null));
  assert.equal(cleared.accent, null);
});

Deno.test("brandOf: guests see the host, their colour and footer; nobody else's", async () => {
  const { app, host } = await town();
  const grace = await addHost(app, { preferredUsername: "grace", email: "grace@example.org" });
  const set = { welcome: "Hi", footer: "Mine", accent: "#7a1f5c", hideBranding: true };
  await changePage(app, host.id, set, null);
  const own = await brandOf(app, { ...host, path: "/calendar/ada" });
  assert.deepEqual(own, {
    name: host.name,
    href: "/calendar/ada/",
    stylesheet: "/accent/7a1f5c.css",
    logo: null,
    footer: [{ text: "Mine", href: null }],
    hideBranding: true,
  });
  assert.equal((await hostList(app, host)).description, "Hi");
  const other = await brandOf(app, { ...grace, path: "/calendar/grace" });
  assert.deepEqual([other.stylesheet, other.footer, other.hideBranding], [null, [], false]);
});

Deno.test("changePage: a team's page is changed by its managers alone", async () => {
  const { app, team, hosts: [ada] } = await teamTown();
  assert(ada);
  const stranger = await addMemberHost(app, "zoe");
  await granted(changePage(app, { teamId: team.id, hostId: ada.id }, { footer: "T" }, null));
  const foreign = await refusal(changePage(
    app,
    { teamId: team.id, hostId: stranger.id },
    { footer: "X" },
    null,
  ));
  assert.equal(foreign.code, "not-found");
  assert.equal((await getPageSettings(app.kv, team.id)).footer, "T");
});

Deno.test("page settings: erased with the host or team", async () => {
  const { app, team, hosts: [ada] } = await teamTown();
  assert(ada);
  await changePage(app, ada.id, { footer: "A" }, null);
  await changePage(app, { teamId: team.id, hostId: ada.id }, { footer: "T" }, null);
  await eraseTeamSettings(app.kv, team.id, app.now());
  await eraseRecordsByHost(app.kv, ada.id, "");
  for (const id of [team.id, ada.id]) {
    assert.equal((await getPageSettings(app.kv, id)).footer, "", id);
  }
});

Deno.test("page operations: a colour is six digits of hex, and a team has no welcome text", () => {
  for (const accent of ["red", "#12345", "#1234567", "#12345g", "#fff;}body{", "1d6049"]) {
    const parsed = refusal(parse(updatePage.body, { accent }));
    assert.deepEqual(parsed.fields, { accent: "colour-form" }, accent);
  }
  assert(parse(updatePage.body, { accent: "#ABCDEF" }).ok);
  assert("welcome" in getPage.answer.entries.page.entries);
  assert(!("welcome" in updateTeamPage.body.entries));
});

Deno.test("a form compares only its own part: a picture that was saved meanwhile does not stop the texts", async () => {
  const { app, host } = await town();
  const texts = (footer: string, form: number) => changePage(app, host.id, { footer }, { form });
  const file = () => uploadPicture(app, host.id, "picture", pngOf(30, 30), { form: 1 });
  assert((await texts("One", 0)).ok);
  assert((await file()).ok);
  const second = await granted(texts("Two", 1));
  assert(second.revision === 3);
  assert.equal(refusal(await texts("Three", 1)).code, "changed");
  assert.equal(refusal(await file()).code, "changed");
  const logo = await granted(uploadPicture(app, host.id, "logo", pngOf(30, 20), { form: 1 }));
  assert(logo.footer === "Two");
  assert.equal(refusal(await changePage(app, host.id, { footer: "Four" }, 1)).code, "changed");
  assert.equal(refusal(await texts("Five", Number.NaN)).code, "changed");
});
