import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "$lib/scheduling/parse.ts";
import { mergeRules, type WeeklyRule, WeeklyRules } from "$lib/scheduling/availability-schedule.ts";

const rule = fc.tuple(
  fc.integer({ min: 1, max: 7 }),
  fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
).map(([weekday, ends]): WeeklyRule => ({
  weekday,
  from: Math.min(...ends),
  to: Math.max(...ends),
}));
const rules = fc.array(rule, { maxLength: 50 });

/** Every open minute of the week, the slow and certain way. */
function minutesOf(windows: readonly WeeklyRule[]): Set<number> {
  const open = new Set<number>();
  for (const { weekday, from, to } of windows) {
    for (let minute = from; minute < to; minute++) open.add(weekday * 1440 + minute);
  }
  return open;
}

Deno.test("mergeRules opens exactly the minutes that were open before", () => {
  fc.assert(fc.property(rules, (given) => {
    assert.deepEqual(
      [...minutesOf(mergeRules(given))].sort((a, b) => a - b),
      [...minutesOf(given)].sort((a, b) => a - b),
    );
  }));
});

Deno.test("mergeRules leaves ordered windows with a gap between any two of a day", () => {
  fc.assert(fc.property(rules, (given) => {
    const merged = mergeRules(given);
    merged.slice(1).forEach((next, i) => {
      const last = merged[i] as WeeklyRule;
      assert(last.weekday < next.weekday || (last.weekday === next.weekday && last.to < next.from));
    });
  }));
});

Deno.test("mergeRules changes nothing the second time, nor by the order of windows", () => {
  fc.assert(fc.property(rules, (given) => {
    const merged = mergeRules(given);
    assert.deepEqual(mergeRules(merged), merged);
    assert.deepEqual(mergeRules([...given].reverse()), merged);
  }));
});

Deno.test("WeeklyRules takes a window up to 24:00 and refuses a backward one and the 51st", () => {
  const window = { weekday: 7, from: 0, to: 1440 };
  assert(parse(WeeklyRules, Array(50).fill(window)).ok);
  const many = parse(WeeklyRules, Array(51).fill(window));
  const backwards = parse(WeeklyRules, [{ weekday: 1, from: 600, to: 600 }]);
  assert(!many.ok && !backwards.ok);
  assert.deepEqual(many.refusal.fields, { form: "too-many-windows" });
  assert.deepEqual(backwards.refusal.fields, { "0": "window-backwards" });
});
