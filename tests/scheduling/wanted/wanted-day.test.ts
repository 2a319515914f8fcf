import assert from "node:assert/strict";
import { serialize } from "node:v8";
import fc from "fast-check";
import { type CountedTime, wantedReasons } from "$lib/scheduling/wanted/wanted-time.ts";
import { countOf, nothingWanted, sumOfDays, withTime } from "$lib/scheduling/wanted/wanted-day.ts";

const aTime: fc.Arbitrary<CountedTime> = fc.record({
  typeId: fc.constantFrom("intro", "coffee"),
  slot: fc.record({
    weekday: fc.integer({ min: 1, max: 7 }),
    halfHour: fc.option(fc.integer({ min: 0, max: 47 })),
  }),
  reasons: fc.subarray([...wantedReasons], { minLength: 1, maxLength: 2 }),
  changes: fc.subarray(["notice 0", "notice 15", "hours 4 to 1080 s"]),
});

Deno.test("sumOfDays: every wanted time and change counts once, in whichever parts they are added", () => {
  fc.assert(fc.property(fc.array(aTime, { maxLength: 40 }), fc.nat(40), (wanted, cut) => {
    const whole = wanted.reduce(withTime, nothingWanted());
    const parts = [wanted.slice(0, cut), wanted.slice(cut)]
      .map((each) => each.reduce(withTime, nothingWanted()));
    assert.deepEqual(sumOfDays(parts[0]!, parts[1]!), whole);
    assert.equal(countOf(whole), wanted.length);
    for (const typeId of ["intro", "coffee"]) {
      const theirs = wanted.filter((each) => each.typeId === typeId);
      for (const change of ["notice 0", "notice 15", "hours 4 to 1080 s"]) {
        const n = theirs.filter(({ changes }) => changes.includes(change)).length;
        assert.equal(whole.types[typeId]?.changes[change] ?? 0, n);
      }
    }
  }));
});

Deno.test("sumOfDays: a full day stays within a value of the store and counts the rest as other", () => {
  let day = nothingWanted(), n = 0;
  for (let type = 0; type < 2; type++) {
    for (let at = 0; at < 7 * 48; at++) {
      day = withTime(day, {
        typeId: `type-${type}-with-an-id-as-long-as-they-are`,
        slot: { weekday: at % 7 + 1, halfHour: Math.floor(at / 7) },
        reasons: ["hours", "busy", "buffer"],
        changes: [`hours ${at % 7 + 1} to ${at} a-schedule-with-a-long-id-${type}`],
      });
      n++;
    }
  }
  assert.equal(countOf(day), n);
  assert.ok(day.other > 0);
  assert.ok(serialize(day).byteLength < 60_000, `${serialize(day).byteLength}`);
  const known = Object.keys(day.types)[0]!;
  const again = withTime(day, {
    typeId: known,
    slot: { weekday: 1, halfHour: 0 },
    reasons: ["hours", "busy", "buffer"],
    changes: [],
  });
  assert.equal(again.types[known]!.times["1 0"]!["hours+busy+buffer"], 2);
  assert.equal(again.other, day.other);
});
