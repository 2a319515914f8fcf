import assert from "node:assert/strict";
import {
  addFunnelCounts,
  eraseFunnelCounts,
  listFunnelCounts,
  purgeFunnelCounts,
} from "$lib/server/store/funnel-counts.ts";

const add = (kv: Deno.Kv, date: string, ownerId = "ada") =>
  addFunnelCounts(kv, {
    ownerId,
    typeId: "intro",
    date,
    counts: { page_view: 2, slot_selection: 1 },
  });

Deno.test("addFunnelCounts: sixty writers at once lose nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const dates = ["2026-11-01", "2026-11-02"];
  await Promise.all(Array.from({ length: 60 }, (_, i) => add(kv, dates[i % 2]!)));
  const counted = await listFunnelCounts(kv, "ada", { from: "2026-11-01", to: "2026-11-02" });
  assert.deepEqual(
    counted.map(({ date, counts }) => [date, counts]),
    dates.map((date) => [date, { page_view: 60, slot_selection: 30 }]),
  );
});

Deno.test("listFunnelCounts: the first and the last date included, of this owner alone", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const date of ["2026-09-30", "2026-10-01", "2026-11-15", "2026-12-01", "2026-12-02"]) {
    await add(kv, date);
  }
  await add(kv, "2026-11-15", "grace");
  const found = await listFunnelCounts(kv, "ada", { from: "2026-10-01", to: "2026-12-01" });
  assert.deepEqual(found.map(({ date }) => date), ["2026-10-01", "2026-11-15", "2026-12-01"]);
});

Deno.test("purgeFunnelCounts: 25 months are kept; a team's are erased with it", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const date of ["2024-09-30", "2024-10-01", "2026-11-01"]) await add(kv, date);
  await purgeFunnelCounts(kv, "ada", Date.UTC(2026, 10, 1, 12));
  const all = { from: "2000-01-01", to: "2030-01-01" };
  const left = async () => (await listFunnelCounts(kv, "ada", all)).map(({ date }) => date);
  assert.deepEqual(await left(), ["2024-10-01", "2026-11-01"]);
  await eraseFunnelCounts(kv, "ada");
  assert.deepEqual(await left(), []);
});
