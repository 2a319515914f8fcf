import assert from "node:assert/strict";
import fc from "fast-check";
import { drawBars } from "$lib/server/analytics/charts/bars.ts";
import { drawColumns } from "$lib/server/analytics/charts/columns.ts";
import { drawHeatMap } from "$lib/server/analytics/charts/heat-map.ts";

const counts = fc.array(fc.record({ value: fc.nat(5_000), before: fc.nat(5_000) }), {
  minLength: 1,
  maxLength: 90,
});
const close = (one: number, other: number) => Math.abs(one - other) < 0.02;

function columnsOf(values: { value: number; before: number }[], direction: "ltr" | "rtl") {
  const named = values.map((each, n) => ({ ...each, label: `${n}`, tip: `${n}` }));
  return drawColumns(named, { direction, numberText: String });
}

Deno.test("drawColumns: heights and the line are in proportion from zero, and stand on it", () => {
  fc.assert(fc.property(counts, (values) => {
    const { height, columns, ticks, line } = columnsOf(values, "ltr");
    const zero = ticks.find(({ text }) => text === "0")!;
    assert.equal(zero.y, height);
    const top = ticks.at(-1)!, perOne = (height - top.y) / Number(top.text);
    for (const [n, { y, height: high }] of columns.entries()) {
      assert.ok(close(high, values[n]!.value * perOne) && close(y + high, height));
    }
    const points = [...(line ?? "").matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, , y]) => Number(y));
    if (values.length === 1) assert.equal(line, null);
    else {for (const [n, y] of points.entries()) {
        assert.ok(close(y, height - values[n]!.before * perOne));
      }}
  }));
});

Deno.test("drawColumns: from right to left each place is mirrored, and labels stay few", () => {
  fc.assert(fc.property(counts, (values) => {
    const one = columnsOf(values, "ltr"), other = columnsOf(values, "rtl");
    for (const [n, { x, width }] of one.columns.entries()) {
      assert.ok(close(other.columns[n]!.x, 100 - x - width), `${n}`);
      assert.ok(x >= 0 && x + width <= 100.01);
    }
    assert.ok(one.labels.length <= 6);
    assert.deepEqual(one.labels.map(({ text }) => text), other.labels.map(({ text }) => text));
  }));
});

Deno.test("drawBars: widths are in proportion, a mark stands where its number is, mirrored too", () => {
  const values = fc.array(
    fc.record({ value: fc.option(fc.nat(900)), mark: fc.option(fc.nat(900)) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(fc.property(values, (all) => {
    const named = all.map((each) => ({ ...each, name: "n".repeat(80), text: "", tip: "" }));
    const most = Math.max(...all.map(({ value, mark }) => Math.max(value ?? 0, mark ?? 0))) || 1;
    const one = drawBars(named, "ltr").bars, other = drawBars(named, "rtl").bars;
    for (const [n, { value, mark }] of all.entries()) {
      const width = 100 * (value ?? 0) / most;
      assert.ok(close(one[n]!.width, width) && close(other[n]!.width, width));
      assert.ok(close(one[n]!.x, 0) && close(other[n]!.x + width, 100));
      if (mark !== null) assert.ok(close(one[n]!.mark!, 100 - other[n]!.mark!));
      assert.equal([...one[n]!.name].length, 48);
    }
  }));
});

Deno.test("drawHeatMap: nothing is the lowest level, the most the highest, more is never lighter", () => {
  fc.assert(fc.property(fc.array(fc.nat(300), { minLength: 24, maxLength: 24 }), (numbers) => {
    const values = numbers.map((value, hour) => ({ row: 0, hour, value, tip: "" }));
    const { cells } = drawHeatMap(values, { days: ["Mon"], hourText: String, direction: "ltr" });
    for (const [n, { level }] of cells.entries()) {
      assert.equal(level === 0, numbers[n] === 0);
      if (numbers[n]! > 0 && numbers[n] === Math.max(...numbers)) assert.equal(level, 5);
      for (const [m, other] of cells.entries()) {
        if (numbers[m]! > numbers[n]!) assert.ok(other.level >= level);
      }
    }
  }));
});
