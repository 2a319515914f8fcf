import assert from "node:assert/strict";
import fc from "fast-check";
import type { VisitDay } from "$lib/scheduling/counted-days.ts";
import {
  addVisitDay,
  countFacts,
  countStep,
  MOST_TYPES,
  MOST_VALUES,
  newVisitDay,
  viewsOf,
} from "$lib/scheduling/visit-day.ts";

const step = { typeId: "talk", source: "page", step: "view" } as const;

Deno.test("countStep: in the order of the steps, by event type and source", () => {
  const day = newVisitDay();
  countStep(day, step);
  countStep(day, step);
  countStep(day, { ...step, step: "form" });
  countStep(day, { ...step, source: "widget", step: "time" });
  assert.deepEqual(day.types, { talk: { page: [2, 0, 0, 1], widget: [0, 0, 1, 0] } });
  assert.equal(viewsOf(day), 2);
  assert.equal(viewsOf(day, (source) => source === "widget"), 0);
});

Deno.test("countFacts: twenty values of a dimension, and all others together, whatever they are called", () => {
  const day = newVisitDay();
  for (const name of ["__proto__", "constructor"]) countFacts(day, { utmSource: name });
  for (let n = 0; n < 50; n++) countFacts(day, { utmSource: `news-${n}` });
  countFacts(day, { utmSource: "news-1" });
  const { utmSource = {} } = day.by;
  assert.equal(Object.keys(utmSource).length, MOST_VALUES + 1);
  assert.equal(utmSource["constructor"], 1);
  assert.equal(utmSource["news-1"], 2);
  assert((utmSource["other"] ?? 0) >= 30);
});

Deno.test("countStep: two hundred event types on a date, and all others together", () => {
  const day = newVisitDay();
  for (let n = 0; n < 230; n++) countStep(day, { ...step, typeId: `type-${n}` });
  assert.equal(Object.keys(day.types).length, MOST_TYPES + 1);
  assert.deepEqual(day.types["other"], { page: [30, 0, 0, 0] });
  assert.equal(viewsOf(day), 230);
});

Deno.test("addVisitDay: no view is lost, however they are put together", () => {
  const views = fc.array(
    fc.record({ typeId: fc.nat(260).map((n) => `type-${n}`), device: fc.nat(25).map(String) }),
  );
  fc.assert(fc.property(fc.array(views), (parts) => {
    const total: VisitDay = newVisitDay();
    for (const part of parts) {
      const day = newVisitDay();
      for (const { typeId, device } of part) {
        countStep(day, { ...step, typeId });
        countFacts(day, { device });
      }
      addVisitDay(total, day);
    }
    const counted = parts.flat().length;
    assert.equal(viewsOf(total), counted);
    const byDevice = Object.values(total.by.device ?? {}).reduce((sum, n) => sum + n, 0);
    assert.equal(byDevice, counted);
  }));
});
