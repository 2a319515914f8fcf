import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CountedTime,
  slotText,
  type WantedReason,
  wantedReasons,
} from "$lib/scheduling/wanted/wanted-time.ts";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { daysOfType, wantedFigures } from "$lib/scheduling/wanted/wanted-figures.ts";

const time = (
  typeId: string,
  halfHour: number | null,
  ...reasons: WantedReason[]
): CountedTime => ({
  typeId,
  slot: { weekday: 4, halfHour },
  reasons,
  changes: [],
});

const aTime: fc.Arbitrary<CountedTime> = fc.record({
  typeId: fc.constantFrom("intro", "coffee"),
  slot: fc.record({
    weekday: fc.integer({ min: 1, max: 7 }),
    halfHour: fc.option(fc.integer({ min: 16, max: 20 })),
  }),
  reasons: fc.subarray([...wantedReasons], { minLength: 1, maxLength: 3 }),
  changes: fc.constant([]),
});

Deno.test("wantedFigures: every time in one reason and one slot, most first", () => {
  fc.assert(fc.property(fc.array(fc.array(aTime, { maxLength: 15 }), { maxLength: 5 }), (dates) => {
    const all = dates.flat();
    const days = dates.map((times) => times.reduce(withTime, nothingWanted()));
    const { total, reasons, slots } = wantedFigures(days);
    assert.equal(total, all.length);
    if (total < 3) return assert.deepEqual([reasons, slots], [[], []]);
    for (const { reason, times } of reasons) {
      assert.equal(times, all.filter((each) => each.reasons[0] === reason).length);
    }
    for (const { times, reasons: ofSlot, ...slot } of slots) {
      const here = all.filter((each) => slotText(each.slot) === slotText(slot));
      assert.equal(times, here.length);
      assert.equal(ofSlot === null, times < 3);
      for (const { reason, times: n } of ofSlot ?? []) {
        assert.equal(n, here.filter((each) => each.reasons[0] === reason).length);
      }
    }
    for (const list of [reasons, slots]) {
      assert.equal(list.reduce((sum, { times }) => sum + times, 0), total);
      assert.ok(list.every(({ times }, n) => n === 0 || list[n - 1]!.times >= times));
    }
  }));
});

Deno.test("wantedFigures: fewer than three are not broken down, and no half hour of fewer by reason", () => {
  const two = withTime(
    withTime(nothingWanted(), time("intro", 35, "hours")),
    time("intro", 35, "busy"),
  );
  assert.deepEqual(wantedFigures([two]), { total: 2, other: 0, reasons: [], slots: [] });
  const three = withTime(two, time("intro", 36, "hours"));
  assert.deepEqual(wantedFigures([three]).slots, [
    { weekday: 4, halfHour: 35, times: 2, reasons: null },
    { weekday: 4, halfHour: 36, times: 1, reasons: null },
  ]);
});

Deno.test("daysOfType: one event type alone", () => {
  const day = [time("intro", 35, "hours"), time("coffee", null, "busy")].reduce(
    withTime,
    nothingWanted(),
  );
  assert.equal(wantedFigures(daysOfType([{ ...day, other: 4 }], "intro")).total, 1);
  assert.equal(wantedFigures(daysOfType([{ ...day, other: 4 }], null)).total, 6);
  assert.equal(wantedFigures(daysOfType([day], "gone")).total, 0);
});
