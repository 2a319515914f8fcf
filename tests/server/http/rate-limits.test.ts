import assert from "node:assert/strict";
import * as fc from "fast-check";
import { openRateLimiter } from "../../../src/lib/server/runtime/rate-limits.ts";

const limit = { max: 30, windowMs: 60_000 };

Deno.test("openRateLimiter: thirty pass, the next one waits; other clients and kinds do not", () => {
  const limits = openRateLimiter(() => 0);
  for (let i = 0; i < 30; i++) assert.equal(limits.take("change", "a", limit), null);
  assert(limits.take("change", "a", limit)! > 0);
  assert.equal(limits.take("change", "b", limit), null);
  assert.equal(limits.take("page", "a", limit), null);
});

Deno.test("openRateLimiter: after Retry-After there is room again, and not a second earlier", () => {
  fc.assert(
    fc.property(
      fc.nat(59_999),
      fc.nat(200_000),
      fc.integer({ min: 1, max: 40 }),
      (start, gap, most) => {
        let at = start;
        const limits = openRateLimiter(() => at);
        const take = () => limits.take("change", "a", { max: most, windowMs: 60_000 });
        for (let i = 0; i < most + 3; i++) take();
        at += gap;
        for (let i = 0; i < most; i++) take();
        const wait = take();
        if (wait === null) return;
        at += (wait - 1) * 1000 - 1;
        if (wait > 1) assert.notEqual(take(), null, "too early");
        at += 1002;
        assert.equal(take(), null, `after ${wait} s`);
      },
    ),
  );
});

Deno.test("openRateLimiter: no window lets through more than twice the limit, whatever the rhythm", () => {
  fc.assert(fc.property(fc.array(fc.nat(5_000), { minLength: 50, maxLength: 300 }), (gaps) => {
    let at = 0;
    const limits = openRateLimiter(() => at), passed: number[] = [];
    for (const gap of gaps) {
      at += gap;
      if (limits.take("change", "a", limit) === null) passed.push(at);
    }
    for (const from of passed) {
      assert(
        passed.filter((each) => each >= from && each < from + limit.windowMs).length <=
          2 * limit.max,
      );
    }
  }));
});

Deno.test("left: so many requests pass within its seconds, and asking counts nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20_000), { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (gaps, max) => {
        let at = 0;
        const limits = openRateLimiter(() => at);
        const policy = { max, windowMs: 60_000 };
        for (const gap of gaps) {
          at += gap;
          limits.take("default", "a", policy);
        }
        const { requests, seconds } = limits.left("default", "a", policy);
        assert.deepEqual(limits.left("default", "a", policy), { requests, seconds });
        assert(seconds >= 1 && seconds <= 60);
        for (let i = 0; i < requests; i++) {
          assert.equal(limits.take("default", "a", policy), null, `${i} of ${requests}`);
        }
        assert.notEqual(limits.take("default", "a", policy), null, "one more than it said");
      },
    ),
  );
});
