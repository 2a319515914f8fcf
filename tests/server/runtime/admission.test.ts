import assert from "node:assert/strict";
import fc from "fast-check";
import {
  LATE_MS,
  LEAST_UNDER_WAY,
  MOST_UNDER_WAY,
  openAdmission,
  ranks,
  TICK_MS,
} from "$lib/server/runtime/admission.ts";

/** An admission whose ticks come as late as they are told to, ms. */
function stage() {
  const requests = { count: 0 };
  let now = 1_000;
  const admission = openAdmission(requests, () => now);
  return {
    requests,
    admission,
    tick(lateMs = 0) {
      now += TICK_MS + lateMs;
      admission.tick();
    },
  };
}

Deno.test("openAdmission: whatever is under way and however late, a change is admitted where a page is", () => {
  fc.assert(fc.property(
    fc.array(fc.nat({ max: 3 * LATE_MS }), { maxLength: 80 }),
    fc.nat({ max: 2 * MOST_UNDER_WAY }),
    (lateness, count) => {
      const { requests, admission, tick } = stage();
      lateness.forEach(tick);
      requests.count = count;
      const [page, kept, change] = ranks.map((rank) => admission.admits(rank));
      assert(change || !kept);
      assert(kept || !page);
      assert(admission.most >= LEAST_UNDER_WAY && admission.most <= MOST_UNDER_WAY);
    },
  ));
});

Deno.test("openAdmission: each rank has its ceiling", () => {
  const { requests, admission } = stage();
  const admitted = (count: number) => {
    requests.count = count;
    return ranks.filter((rank) => admission.admits(rank));
  };
  assert.deepEqual(admitted(MOST_UNDER_WAY / 4 - 1), ["page", "kept", "change"]);
  assert.deepEqual(admitted(MOST_UNDER_WAY / 4), ["kept", "change"]);
  assert.deepEqual(admitted(MOST_UNDER_WAY / 2), ["change"]);
  assert.deepEqual(admitted(MOST_UNDER_WAY - 1), ["change"]);
  assert.deepEqual(admitted(MOST_UNDER_WAY), []);
});

Deno.test("openAdmission: fewer with each late tick, and more again with each on time", () => {
  const { admission, tick } = stage();
  tick(LATE_MS);
  assert.equal(admission.most, MOST_UNDER_WAY, "that late is still on time");
  tick(LATE_MS + 1);
  assert.equal(admission.most, MOST_UNDER_WAY / 2);
  tick(60_000);
  assert.equal(admission.most, MOST_UNDER_WAY / 4, "a long pause counts once");
  for (let i = 0; i < 10; i++) tick(2_000);
  assert.equal(admission.most, LEAST_UNDER_WAY);
  tick();
  assert(admission.most > LEAST_UNDER_WAY);
  for (let i = 0; i < 50; i++) tick();
  assert.equal(admission.most, MOST_UNDER_WAY, "five seconds later all is as before");
});

Deno.test("openAdmission: refused visitors return at different seconds", () => {
  const { admission } = stage();
  const seconds = Array.from({ length: 16 }, () => admission.retryAfter());
  assert.deepEqual([...new Set(seconds)], [3, 4, 5, 6, 7, 8, 9, 10]);
});
