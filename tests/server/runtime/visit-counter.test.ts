import assert from "node:assert/strict";
import {
  openVisitCounter,
  type Visit,
  type VisitBatch,
} from "$lib/server/runtime/visit-counter.ts";

function visit(given: Partial<Visit> = {}): Visit {
  return {
    ownerId: "ada",
    typeId: "talk",
    date: "2026-11-01",
    source: "page",
    steps: ["view"],
    visitor: "somebody",
    facts: () => ({ device: "phone" }),
    zoneOffset: null,
    ...given,
  };
}

function stage(write?: (batch: VisitBatch) => void) {
  const written: VisitBatch[] = [], errors: unknown[] = [];
  const counter = openVisitCounter(() => 0, (batch) => {
    write?.(batch);
    written.push(structuredClone(batch));
    return Promise.resolve();
  }, (error) => errors.push(error));
  return { counter, written, errors };
}

Deno.test("openVisitCounter: each step of a visitor once, one write for what was counted meanwhile", async () => {
  const { counter, written } = stage();
  for (const visitor of ["a", "a", "b"]) counter.count(visit({ visitor }));
  counter.count(visit({ visitor: "a", steps: ["view", "time", "form"] }));
  counter.count(visit({ visitor: "a", typeId: "call", source: "widget" }));
  counter.count(visit({ visitor: "c", date: "2026-11-02", facts: () => ({}) }));
  await counter.flush();
  await counter.flush();
  assert.deepEqual(written, [
    {
      ownerId: "ada",
      date: "2026-11-01",
      visits: {
        types: { talk: { page: [2, 0, 1, 1] }, call: { widget: [1, 0, 0, 0] } },
        by: { device: { phone: 3 } },
      },
      batch: 1,
    },
    {
      ownerId: "ada",
      date: "2026-11-02",
      visits: { types: { talk: { page: [1, 0, 0, 0] } }, by: {} },
      batch: 2,
    },
  ]);
});

Deno.test("openVisitCounter: a zone counts once for a view, as soon as it is known", async () => {
  const { counter, written } = stage();
  counter.count(visit({ steps: [], zoneOffset: "+09:00", visitor: "never viewed" }));
  counter.count(visit());
  for (let n = 0; n < 2; n++) counter.count(visit({ steps: [], zoneOffset: "+09:00" }));
  await counter.flush();
  assert.deepEqual(written[0]!.visits.by, { device: { phone: 1 }, zoneOffset: { "+09:00": 1 } });
});

Deno.test("openVisitCounter: what could not be written is written later, once, before what came after it", async () => {
  let isDown = true;
  const { counter, written, errors } = stage(() => {
    if (isDown) throw new Error("down");
  });
  counter.count(visit({ visitor: "a" }));
  await counter.flush();
  counter.count(visit({ visitor: "b" }));
  await counter.flush();
  isDown = false;
  await counter.flush();
  await counter.flush();
  assert.equal(errors.length, 2);
  const views = written.map(({ batch, visits }) => [batch, visits.types["talk"]!.page![0]]);
  assert.deepEqual(views, [[1, 1], [2, 1]]);
});

Deno.test("openVisitCounter: what waits is bounded, and known dates still count", async () => {
  const { counter, written } = stage();
  const ownerOf = (n: number) => ({ ownerId: `host-${n}`, visitor: `visitor-${n}` });
  for (let n = 0; n < 10_005; n++) counter.count(visit(ownerOf(n)));
  counter.count(visit({ ...ownerOf(0), visitor: "another" }));
  await counter.flush();
  assert.equal(written.length, 10_000);
  assert.equal(written[0]!.visits.types["talk"]!.page![0], 2);
});
