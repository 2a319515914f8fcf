import assert from "node:assert/strict";
import { judge } from "./judge.ts";
import { asCsv, type Sample } from "./samples.ts";

/** An hour of samples of a program that uses the same all the time, but for what is said of the nth. */
function hour(of: (n: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: 120 }, (_, n) => ({
    seconds: n * 30,
    rssMb: 180 + n % 7,
    heapMb: 60 + n % 9,
    handles: 140,
    fileMb: 5 + n * 0.1,
    walMb: 4,
    bookings: n * 10,
    p50Ms: 5,
    p99Ms: 30,
    ...of(n),
  }));
}

const growing = (samples: Sample[]) =>
  judge(samples).filter(({ isFlat }) => !isFlat).map(({ what }) => what);

Deno.test("judge: what stays the same is flat, and a store that grows with its bookings", () => {
  assert.deepEqual(growing(hour()), []);
});

Deno.test("judge: a warm-up does not count", () => {
  assert.deepEqual(growing(hour((n) => n < 20 ? { rssMb: 90, heapMb: 20 } : {})), []);
});

Deno.test("judge: each leak is found", () => {
  assert.deepEqual(growing(hour((n) => ({ rssMb: 180 + n }))), ["memory"]);
  assert.deepEqual(growing(hour((n) => ({ heapMb: 60 + n / 2 }))), ["heap"]);
  assert.deepEqual(growing(hour((n) => ({ handles: 140 + n / 4 }))), ["handles"]);
  assert.deepEqual(growing(hour((n) => ({ walMb: 4 + n / 4 }))), ["write-ahead log"]);
  assert.deepEqual(growing(hour((n) => ({ p50Ms: 5 + n / 6 }))), ["page p50"]);
  assert.deepEqual(growing(hour((n) => ({ p99Ms: 30 + 3 * n }))), ["page p99"]);
  const store = hour((n) => ({ fileMb: 5 + n * 0.1 + Math.max(0, n - 72) * 0.05 }));
  assert.deepEqual(growing(store), ["store for each booking"]);
});

Deno.test("asCsv: a line of names, and one for each sample", () => {
  const [names, first, ...rest] = asCsv(hour()).trimEnd().split("\n");
  assert.equal(names, "seconds,rssMb,heapMb,handles,fileMb,walMb,bookings,p50Ms,p99Ms");
  assert.equal(first, "0,180,60,140,5,4,0,5,30");
  assert.equal(rest.length, 119);
});
