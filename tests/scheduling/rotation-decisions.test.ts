import assert from "node:assert/strict";
import {
  type DecidedCounts,
  decisionFor,
  decisionsOn,
  skipReasons,
  withDecision,
} from "$lib/scheduling/rotation-decisions.ts";

const members = [
  { hostId: "ada", priority: 3 },
  { hostId: "ben", priority: 3 },
  { hostId: "cleo", priority: 1 },
];

Deno.test("decisionFor: what kept a member out comes before priority and turn", () => {
  const left = new Map([["cleo", "not-free" as const]]);
  const none = new Map<string, never>();
  const skipped = (chosenId: string, of: Parameters<typeof decisionFor>[2]) =>
    decisionFor(members, chosenId, of).skipped;
  assert.deepEqual(skipped("ada", { left }), { ben: "turn", cleo: "not-free" });
  assert.deepEqual(skipped("ada", { left: none }), { ben: "turn", cleo: "priority" });
  assert.deepEqual(skipped("cleo", { left: none, isSame: true }), {
    ada: "same-member",
    ben: "same-member",
  });
});

Deno.test("withDecision: each member once, chosen or with one reason; the counts before stay as they were", () => {
  const was: DecidedCounts = {};
  let is = was;
  for (const reason of skipReasons) {
    is = withDecision(is, { chosenId: "ada", skipped: { ben: reason } });
  }
  assert.deepEqual(was, {});
  assert.equal(decisionsOn("ada", [is]).chosen, skipReasons.length);
  const twice = decisionsOn("ben", [is, is]);
  assert.equal(twice.chosen, 0);
  assert.deepEqual(Object.values(twice.skipped), skipReasons.map(() => 2));
  assert.deepEqual(Object.values(decisionsOn("cleo", [is]).skipped), skipReasons.map(() => 0));
});

Deno.test("withDecision: a busy date of a hundred members stays far below the largest value", () => {
  const ids = Array.from({ length: 100 }, (_, n) => `${n}`.padStart(32, "0"));
  const counts = Object.fromEntries(ids.map((id) => [id, [0, ...skipReasons].map(() => 999_999)]));
  const is = withDecision(counts, { chosenId: ids[0]!, skipped: {} });
  assert(JSON.stringify(is).length < 65_536 / 5);
});
