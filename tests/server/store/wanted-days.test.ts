import assert from "node:assert/strict";
import { countOf, nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { eraseCounts } from "$lib/server/records/erase-team.ts";
import { purgeWantedDays } from "$lib/server/records/purge-counts.ts";
import { addWanted, listWantedDays } from "$lib/server/store/wanted-days.ts";

const day = withTime(nothingWanted(), {
  typeId: "intro",
  slot: { weekday: 4, halfHour: 35 },
  reasons: ["hours"],
  changes: ["notice 0"],
});
const always = { from: "2000-01-01", to: "2030-01-01" };

Deno.test("addWanted: sixty writers at once lose nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const dates = ["2026-11-01", "2026-11-02"];
  await Promise.all(
    Array.from({ length: 60 }, (_, i) => addWanted(kv, "ada", { date: dates[i % 2]!, day })),
  );
  const stored = await listWantedDays(kv, "ada", always);
  assert.deepEqual(stored.map(({ date, day }) => [date, countOf(day)]), [
    ["2026-11-01", 30],
    ["2026-11-02", 30],
  ]);
  assert.equal(stored[0]!.day.types["intro"]!.changes["notice 0"], 30);
});

Deno.test("listWantedDays: the first and the last date included, of this owner alone", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const date of ["2026-09-30", "2026-10-01", "2026-11-15", "2026-12-01", "2026-12-02"]) {
    await addWanted(kv, "ada", { date, day });
  }
  await addWanted(kv, "grace", { date: "2026-11-15", day });
  const found = await listWantedDays(kv, "ada", { from: "2026-10-01", to: "2026-12-01" });
  assert.deepEqual(found.map(({ date }) => date), ["2026-10-01", "2026-11-15", "2026-12-01"]);
});

Deno.test("purgeWantedDays: 25 months are kept; a team's are erased with it", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const date of ["2024-09-30", "2024-10-01", "2026-11-01"]) {
    await addWanted(kv, "ada", { date, day });
  }
  await purgeWantedDays(kv, "ada", Date.UTC(2026, 10, 1, 12));
  const left = async () => (await listWantedDays(kv, "ada", always)).map(({ date }) => date);
  assert.deepEqual(await left(), ["2024-10-01", "2026-11-01"]);
  await eraseCounts(kv, "ada");
  assert.deepEqual(await left(), []);
});
