import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import { countWanted } from "$lib/server/analytics/count-wanted.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { mondayTen, town } from "../../support/town.ts";

const late: WantedTime = {
  page: { username: "ada", slug: "intro-call" },
  link: null,
  minutes: null,
  time: { kind: "start", start: mondayTen + 9 * HOUR },
  at: mondayTen - 11 * HOUR,
  isRefused: false,
  viewerId: null,
};

Deno.test("countWanted: for the owner and the date of their zone", async () => {
  const { app, host, type } = await town({ host: { zone: "Asia/Tokyo" } });
  const counted = await countWanted(app, late);
  assert.deepEqual([counted?.ownerId, counted?.date], [host.id, "2026-11-02"]);
  assert.deepEqual(counted?.counted.typeId, type.id);
  assert.deepEqual(counted?.counted.slot, { weekday: 2, halfHour: 6 });
});

Deno.test("countWanted: nothing where the host counts no visits", async () => {
  const { app, host } = await town();
  const settings = await getPageSettings(app.kv, host.id);
  await app.kv.set(keys.pageSettings(host.id), { ...settings, countVisits: false });
  assert.equal(await countWanted(app, late), null);
});

Deno.test("countWanted: not of the host, of no page, of another length, or where it is offered", async () => {
  const { app, host } = await town();
  assert.notEqual(await countWanted(app, { ...late, viewerId: "somebody" }), null);
  assert.equal(await countWanted(app, { ...late, viewerId: host.id }), null);
  assert.equal(await countWanted(app, { ...late, page: { username: "ada", slug: "none" } }), null);
  assert.equal(await countWanted(app, { ...late, minutes: 45 }), null);
  const offered = { kind: "start" as const, start: mondayTen };
  assert.equal(await countWanted(app, { ...late, time: offered }), null);
});
