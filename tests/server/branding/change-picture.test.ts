import assert from "node:assert/strict";
import { brandOf } from "$lib/server/branding/brand.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { removePicture, uploadPicture } from "$lib/server/branding/change-picture.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { eraseHashedRecords, eraseRecordsByHost } from "$lib/server/records/erase.ts";
import { eraseTeamSettings } from "$lib/server/records/erase-team.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { getPicture } from "$lib/server/store/pictures.ts";
import { granted, refusal } from "../../support/granted.ts";
import { pngOf } from "../../support/sample-pictures.ts";
import { teamTown } from "../../support/team-town.ts";
import { addHost, town } from "../../support/town.ts";

Deno.test("uploadPicture: guests see it; the next one and a removal delete it, nobody else's", async () => {
  const { app, host } = await town();
  const grace = await addHost(app, { preferredUsername: "grace", email: "grace@example.org" });
  const file = pngOf(300, 300);
  const first = await granted(uploadPicture(app, host.id, "picture", file, 0));
  assert(first.picture);
  const { hash } = first.picture;
  assert.equal((await hostList(app, host)).picture, `/picture/${hash}.webp`);
  const others = await granted(uploadPicture(app, grace.id, "picture", file, null));
  assert(others.picture);
  assert.notEqual(others.picture.hash, hash, "the same file of two hosts is two pictures");

  const logo = await granted(uploadPicture(app, host.id, "logo", pngOf(600, 300), 1));
  assert(logo.logo && logo.picture);
  const brand = await brandOf(app, { ...host, path: "/calendar/ada" });
  assert.deepEqual(brand.logo, {
    src: `/picture/${logo.logo.hash}.webp`,
    width: 256,
    height: 128,
  });
  assert.match(
    (await Array.fromAsync(exportAccount(app, host))).join(""),
    /data:image\/webp;base64,Ukl/,
  );

  assert((await uploadPicture(app, host.id, "picture", pngOf(31, 31), null)).ok);
  assert.equal(await getPicture(app.kv, hash), null);
  assert.equal(refusal(await removePicture(app, host.id, "logo", 1)).code, "changed");
  assert((await removePicture(app, host.id, "logo", 3)).ok);
  assert.equal(await getPicture(app.kv, logo.logo.hash), null);
  assert(await getPicture(app.kv, others.picture.hash));
  const texts = await granted(changePage(app, host.id, { welcome: "Hi" }, null));
  assert(texts.picture, "texts leave the picture");

  await eraseHashedRecords(app.kv, host.id);
  await eraseRecordsByHost(app.kv, host.id, "");
  const left = await Array.fromAsync(app.kv.list({ prefix: ["picture_piece"] }));
  assert(left.every(({ key }) => key[1] === grace.id));
});

Deno.test("uploadPicture: what is no picture, too large or too often is refused with its sentence", async () => {
  const { app, host } = await town();
  const refusals: [string, Uint8Array<ArrayBuffer>][] = [
    ["picture-needed", new Uint8Array()],
    ["picture-large", new Uint8Array(900 * 1024 + 1)],
    ["picture-unreadable", new Uint8Array(100)],
  ];
  for (const [fault, bytes] of refusals) {
    const refused = await refusal(uploadPicture(app, host.id, "picture", bytes, null));
    assert.equal(refused.fields?.content, fault);
  }
  app.limits = openRateLimiter(() => 0);
  app.rewritePicture = () => Promise.resolve("picture-unreadable");
  const answers = [];
  for (let i = 0; i < 31; i++) {
    answers.push(await uploadPicture(app, host.id, "logo", new Uint8Array(1), null));
  }
  assert.equal(refusal(answers.at(-1)!).code, "too-many");
  assert.equal((await getPageSettings(app.kv, host.id)).revision, 0);
});

Deno.test("uploadPicture: a team's picture is its managers' and erased with the team", async () => {
  const { app, team, hosts: [ada] } = await teamTown();
  assert(ada);
  const zoe = await addHost(app, { preferredUsername: "zoe", email: "zoe@example.org" });
  const file = pngOf(64, 64);
  const foreign = await refusal(
    uploadPicture(app, { teamId: team.id, hostId: zoe.id }, "logo", file, null),
  );
  assert.equal(foreign.code, "not-found");
  const set = await granted(
    uploadPicture(app, { teamId: team.id, hostId: ada.id }, "logo", file, null),
  );
  assert(set.logo);
  await eraseTeamSettings(app.kv, team.id, app.now());
  assert.equal(await getPicture(app.kv, set.logo.hash), null);
});
