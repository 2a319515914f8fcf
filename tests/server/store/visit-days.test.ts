import assert from "node:assert/strict";
import { countStep, newVisitDay, viewsOf } from "$lib/scheduling/visit-day.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addVisits, listVisitDays } from "$lib/server/store/visit-days.ts";
import { committingStore } from "../../support/altered-store.ts";
import { ada } from "../../support/sample-booking.ts";

const ownerId = ada().id;

async function stage() {
  const kv = await Deno.openKv(":memory:");
  await kv.set(keys.host(ownerId), ada());
  return kv;
}

function batch(number: number, date = "2026-11-01") {
  const visits = newVisitDay();
  countStep(visits, { typeId: "talk", source: "page", step: "view" });
  return { ownerId, date, visits, batch: number };
}

const viewsIn = async (kv: Deno.Kv) => {
  const days = await listVisitDays(kv, ownerId, { from: "2026-01-01", to: "2026-12-31" });
  return days.map(({ date, visits }) => [date, viewsOf(visits)]);
};

Deno.test("addVisits: sixty writers at once lose nothing", async () => {
  using kv = await stage();
  const instances = Array.from({ length: 30 }, async (_, n) => {
    for (const number of [1, 2]) await addVisits(kv, `instance-${n}`, batch(number));
  });
  await Promise.all(instances);
  assert.deepEqual(await viewsIn(kv), [["2026-11-01", 60]]);
});

Deno.test("addVisits: a batch whose answer was lost counts once when it is repeated", async () => {
  using kv = await stage();
  let isLost = true;
  const lossy = committingStore(kv, async (make) => {
    const done = await make();
    if (isLost) throw new TypeError("connection reset");
    return done;
  });
  await assert.rejects(addVisits(lossy, "instance", batch(1)));
  isLost = false;
  await addVisits(lossy, "instance", batch(1));
  await addVisits(lossy, "instance", batch(2));
  await addVisits(lossy, "another", batch(1));
  assert.deepEqual(await viewsIn(kv), [["2026-11-01", 3]]);
});

Deno.test("addVisits: nothing for who was erased; dates of a range, the first and the last included", async () => {
  using kv = await stage();
  for (const [n, date] of ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].entries()) {
    await addVisits(kv, "instance", batch(n + 1, date));
  }
  assert.deepEqual(await viewsIn(kv), [["2026-01-01", 1], ["2026-12-31", 1]]);
  await kv.delete(keys.host(ownerId));
  await addVisits(kv, "instance", batch(9, "2026-06-01"));
  assert.equal((await viewsIn(kv)).length, 2);
});

Deno.test("listVisitDays: a date of which only the steps or only the origins are there", async () => {
  using kv = await stage();
  await addVisits(kv, "instance", batch(1, "2026-06-01"));
  await kv.delete(keys.visitDay(ownerId, "2026-06-01", "origins"));
  const referrer = { "blog.example": 2 };
  await kv.set(keys.visitDay(ownerId, "2026-06-02", "origins"), { referrer });
  await addVisits(kv, "instance", batch(2, "2026-06-03"));
  assert.deepEqual(await viewsIn(kv), [["2026-06-01", 1], ["2026-06-02", 0], ["2026-06-03", 1]]);
  const days = await listVisitDays(kv, ownerId, { from: "2026-06-02", to: "2026-06-02" });
  assert.deepEqual(days[0]!.visits, { types: {}, by: { referrer } });
});
