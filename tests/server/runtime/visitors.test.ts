import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { openVisitors } from "$lib/server/runtime/visitors.ts";

Deno.test("openVisitors: a step counts once an hour for a visitor, and the next hour knows nobody", () => {
  let now = 10 * HOUR;
  const visitors = openVisitors(() => now);
  assert(visitors.isFirst("198.51.100.7 Firefox", "view talk"));
  now += HOUR - 1;
  assert(!visitors.isFirst("198.51.100.7 Firefox", "view talk"));
  assert(visitors.has("198.51.100.7 Firefox", "view talk"));
  assert(visitors.isFirst("198.51.100.7 Firefox", "time talk"));
  assert(visitors.isFirst("198.51.100.7 Safari", "view talk"));
  assert(visitors.isFirst("198.51.100.8 Firefox", "view talk"));
  now += 1;
  assert(!visitors.has("198.51.100.7 Firefox", "view talk"));
  assert(visitors.isFirst("198.51.100.7 Firefox", "view talk"));
  now -= 1;
  assert(visitors.isFirst("198.51.100.7 Firefox", "view talk"), "a clock set back");
});

Deno.test("openVisitors: what is remembered is bounded, and forgotten with the hour", () => {
  let now = 0;
  const visitors = openVisitors(() => now, 3);
  const firsts = ["a", "b", "c", "d"].map((visitor) => visitors.isFirst(visitor, "view"));
  assert.deepEqual(firsts, [true, true, true, false]);
  now += HOUR;
  assert(visitors.isFirst("e", "view"));
});

Deno.test("openVisitors: 200,000 visitors who differ in a digit are told apart", () => {
  const visitors = openVisitors(() => 0);
  let firsts = 0;
  for (let n = 0; n < 200_000; n++) {
    const address = `10.${n >> 16}.${n >> 8 & 255}.${n & 255}`;
    if (visitors.isFirst(`${address} Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0`, "view talk")) {
      firsts++;
    }
  }
  assert.equal(firsts, 200_000);
});
