import assert from "node:assert/strict";
import { steadyClock } from "$lib/server/clock.ts";

Deno.test("steadyClock never goes back", () => {
  const times = [5, 3, 8, 7];
  const now = steadyClock(() => times.shift()!);
  assert.deepEqual([now(), now(), now(), now()], [5, 5, 8, 8]);
});
