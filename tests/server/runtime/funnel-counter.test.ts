import assert from "node:assert/strict";
import { type FunnelTally, openFunnelCounter } from "$lib/server/runtime/funnel-counter.ts";

const day = { ownerId: "ada", typeId: "intro", date: "2026-11-01" };

Deno.test("openFunnelCounter: one write for what was counted meanwhile, none for nothing", async () => {
  const written: FunnelTally[] = [];
  const counter = openFunnelCounter((tally) => Promise.resolve(void written.push(tally)), () => {});
  for (let i = 0; i < 3; i++) counter.count(day, "page_view");
  counter.count(day, "slot_selection");
  counter.count({ ...day, date: "2026-11-02" }, "page_view");
  await counter.flush();
  await counter.flush();
  assert.deepEqual(written, [
    { ...day, counts: { page_view: 3, slot_selection: 1 } },
    { ...day, date: "2026-11-02", counts: { page_view: 1, slot_selection: 0 } },
  ]);
});

Deno.test("openFunnelCounter: a failed write is reported, the next ones are made", async () => {
  const errors: unknown[] = [], written: FunnelTally[] = [];
  const counter = openFunnelCounter((tally) => {
    if (tally.typeId === "intro") return Promise.reject(new Error("full"));
    written.push(tally);
    return Promise.resolve();
  }, (error) => errors.push(error));
  counter.count(day, "page_view");
  counter.count({ ...day, typeId: "coffee" }, "page_view");
  await counter.flush();
  assert.equal(errors.length, 1);
  assert.equal(written.length, 1);
});

Deno.test("openFunnelCounter: what waits is bounded, and known days still count", async () => {
  let views = 0, writes = 0;
  const counter = openFunnelCounter(({ counts }) => {
    views += counts.page_view;
    writes++;
    return Promise.resolve();
  }, () => {});
  for (let i = 0; i < 10_005; i++) counter.count({ ...day, typeId: String(i) }, "page_view");
  counter.count({ ...day, typeId: "0" }, "page_view");
  await counter.flush();
  assert.deepEqual([writes, views], [10_000, 10_001]);
});
