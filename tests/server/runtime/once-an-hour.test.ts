import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { openOnceAnHour } from "$lib/server/runtime/once-an-hour.ts";

const ten = Date.UTC(2026, 10, 2, 10);

Deno.test("openOnceAnHour: the first time of each client, thing and hour", () => {
  const once = openOnceAnHour();
  const asked = [
    ["192.0.2.1", "a", ten],
    ["192.0.2.1", "a", ten + HOUR - 1],
    ["192.0.2.2", "a", ten],
    ["192.0.2.1", "b", ten],
    ["192.0.2.1", "a", ten + HOUR],
    ["192.0.2.1", "a", ten + 24 * HOUR],
  ] as const;
  const first = asked.map(([client, what, at]) => once.isFirst(client, what, at));
  assert.deepEqual(first, [true, false, true, true, true, true]);
});

Deno.test("openOnceAnHour: what is remembered is bounded, and nothing more counts until the hour is over", () => {
  const once = openOnceAnHour(2);
  const first = (client: string, at = ten) => once.isFirst(client, "a", at);
  assert.deepEqual([first("1"), first("2"), first("3"), first("3", ten + HOUR)], [
    true,
    true,
    false,
    true,
  ]);
});
