import assert from "node:assert/strict";
import { listTitles, readTitles, writeTitles } from "$lib/server/store/busy-titles.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { testApp } from "../../support/test-app.ts";

const monday = Date.UTC(2026, 10, 2);
const of = { hostId: "h", calendar: "c:work", generation: "g1" };
const guard = { version: 1, calendars: { "c:work": unreadCalendar("g1") } };
const at = (hours: number, title: string | null, lengthHours = 1) => ({
  start: monday + hours * HOUR,
  end: monday + (hours + lengthHours) * HOUR,
  title,
  object: `${hours}`,
});

Deno.test("writeTitles: nothing in the store says a title, and the host reads it", async () => {
  const app = await testApp();
  await writeTitles(app, of, [at(9, "Oncology"), at(12, null), at(23, "Night train", 30)]);
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    assert.doesNotMatch(JSON.stringify([key, value]), /oncology|train/i);
  }
  const tuesday = { start: monday + DAY, end: monday + 2 * DAY };
  const read = await readTitles(app, "h", guard, tuesday);
  assert.deepEqual(read.get("c:work")?.map(({ title }) => title), ["Night train"]);
  const all = await listTitles(app, of);
  assert.deepEqual(all.map(({ title }) => title).sort(), ["Night train", "Oncology", null].sort());
});

Deno.test("readTitles: of the generation that the guard names only", async () => {
  const app = await testApp();
  await writeTitles(app, of, [at(9, "Old")]);
  const newer = { version: 2, calendars: { "c:work": unreadCalendar("g2") } };
  const day = { start: monday, end: monday + DAY };
  assert.deepEqual(await readTitles(app, "h", newer, day), new Map([["c:work", []]]));
});

Deno.test("writeTitles: a record cannot be opened in the place of another", async () => {
  const app = await testApp();
  await writeTitles(app, of, [at(9, "Oncology")]);
  const [entry] = await Array.fromAsync(app.kv.list({ prefix: ["busy_title"] }));
  const elsewhere = { ...of, hostId: "other" };
  await app.kv.set(keys.busyTitles("other", "c:work", "g1", Number(entry!.key[4])), entry!.value);
  await assert.rejects(listTitles(app, elsewhere));
});

Deno.test("readTitles: with another session secret there are no titles, and no error", async () => {
  const app = await testApp();
  await writeTitles(app, of, [at(9, "Oncology")]);
  const sealer = openSealer("7".repeat(64), null);
  assert.deepEqual(await listTitles({ kv: app.kv, sealer }, of), []);
});

Deno.test("writeTitles: the longest titles of a crowded year fit into the store", async () => {
  const app = await testApp();
  for (const letters of ["Ж", "漢", "🎈", '"\\']) {
    const titles = Array.from({ length: 60 }, (_, day) =>
      Array.from({ length: 400 }, (_, n) => ({
        start: monday + day * DAY + n * 3 * MINUTE,
        end: monday + day * DAY + n * 3 * MINUTE + MINUTE,
        title: letters.repeat(500),
        object: "x".repeat(11),
      }))).flat();
    await writeTitles(app, of, titles);
    const stored = await listTitles(app, of);
    assert.ok(stored.length >= 60 * 80, `${letters}: ${stored.length}`);
    assert.ok(stored.every(({ title }) => [...title ?? ""].length === 120));
  }
});
