import assert from "node:assert/strict";
import { readTitles } from "$lib/server/store/busy-titles.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import type { TestApp } from "../../support/test-app.ts";
import { followed, onDay, window } from "../../support/caldav/synced-calendar.ts";

async function titles(app: TestApp): Promise<(string | null)[]> {
  const [host] = await Array.fromAsync(app.kv.list({ prefix: ["guard"] }));
  const hostId = String(host!.key[1]);
  const { guard } = await getGuard(app.kv, hostId);
  const read = await readTitles(app, hostId, guard, window);
  return [...read.values()].flat().sort((a, b) => a.start - b.start).map(({ title }) => title);
}

Deno.test("syncCalendar: titles follow their entries: new, renamed, moved, made private and deleted", () =>
  followed(async ({ server, app, read }) => {
    server.put("b", [...onDay(5), "SUMMARY:Dentist"]);
    server.put("c", [...onDay(6), "SUMMARY:Choir"]);
    assert.equal(await read(), "synced");
    assert.deepEqual(await titles(app), ["Dentist", "Choir"]);
    server.put("c", [...onDay(7), "SUMMARY:Choir practice"]);
    assert.equal(await read(), "synced");
    assert.deepEqual(await titles(app), ["Dentist", "Choir practice"]);
    server.put("c", [...onDay(7), "SUMMARY:Choir concert"]);
    assert.equal(await read(), "synced");
    assert.deepEqual(await titles(app), ["Dentist", "Choir concert"], "what is not told stays");
    server.put("b", [...onDay(5), "SUMMARY:Dentist", "CLASS:PRIVATE"]);
    assert.equal(await read(), "synced");
    assert.deepEqual(await titles(app), [null, "Choir concert"]);
    server.remove("c");
    assert.equal(await read(), "synced");
    assert.deepEqual(await titles(app), [null]);
  }));

Deno.test("syncCalendar: titles of earlier syncs do not pile up", () =>
  followed(async ({ server, app, read }) => {
    const generations = async () => {
      const found = await Array.fromAsync(app.kv.list({ prefix: ["busy_title"] }));
      return new Set(found.map(({ key }) => key[3])).size;
    };
    for (let n = 0; n < 4; n++) {
      server.put("b", [...onDay(5 + n), "SUMMARY:Dentist"]);
      assert.equal(await read(), "synced");
    }
    assert.ok(await generations() <= 2, `${await generations()}`);
  }));
