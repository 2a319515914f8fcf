import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { busyOutsideHolds, type Hold, holdsConflict } from "$lib/scheduling/holds.ts";

const nine = Date.UTC(2026, 10, 2, 9);

function held(given: Partial<Hold> = {}): Hold {
  const own = {
    slot: "b1",
    bookingIds: ["b1"],
    typeId: "t",
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: null,
  };
  return { ...own, start: nine, end: nine + HOUR, ...given };
}

Deno.test("busyOutsideHolds: an own entry is its held time once, and what it covers beyond is busy", () => {
  const busy = [{ start: nine, end: nine + 2 * HOUR, bookingId: "b1" }];
  assert.deepEqual(busyOutsideHolds(busy, [held()], nine), [{
    start: nine + HOUR,
    end: nine + 2 * HOUR,
  }]);
  assert.deepEqual(
    busyOutsideHolds([{ start: nine, end: nine + HOUR, bookingId: "b1" }], [held()], nine),
    [],
  );
});

Deno.test("busyOutsideHolds: an entry whose hold has expired or is missing is busy", () => {
  const entry = { start: nine, end: nine + HOUR };
  const busy = [{ ...entry, bookingId: "b1" }];
  assert.deepEqual(busyOutsideHolds(busy, [held({ expiresAt: nine })], nine), [entry]);
  assert.deepEqual(busyOutsideHolds(busy, [held({ expiresAt: nine + 1 })], nine), []);
  assert.deepEqual(busyOutsideHolds(busy, [], nine), [entry]);
});

Deno.test("busyOutsideHolds: a shared slot stands under the slot's name", () => {
  const shared = held({ slot: "s1", bookingIds: ["b1", "b2"], seatDeadlines: {} });
  const entry = { start: nine, end: nine + HOUR };
  assert.deepEqual(busyOutsideHolds([{ ...entry, bookingId: "s1" }], [shared], nine), []);
});

Deno.test("holdsConflict: the gap is the larger of two buffers, on either side and of either hold", () => {
  const first = held({ bufferAfter: 30 });
  const second = (gap: number, before: number) =>
    held({ start: nine + HOUR + gap * MINUTE, end: nine + 3 * HOUR, bufferBefore: before });
  for (
    const [gap, before, isConflict] of [
      [29, 0, true],
      [30, 0, false],
      [30, 45, true],
      [45, 45, false],
    ] as const
  ) {
    assert.equal(holdsConflict(first, second(gap, before)), isConflict, `${gap} ${before}`);
    assert.equal(holdsConflict(second(gap, before), first), isConflict, `${gap} ${before} turned`);
  }
});
