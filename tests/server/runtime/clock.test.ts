import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { openClockMonitor, openPurgeGate } from "$lib/server/runtime/clock.ts";
import { openLog } from "$lib/server/runtime/log.ts";

/** A wall clock and a monotonic one; time passes for both, and the wall clock can be set. */
function clocks(last?: number) {
  let elapsed = 1_000.375, wall = Date.UTC(2026, 10, 1, 12);
  const clock = openClockMonitor(() => wall, () => elapsed, last);
  return {
    clock,
    now: () => wall,
    pass(ms: number) {
      elapsed += ms;
      wall += ms;
    },
    set(ms: number) {
      wall += ms;
    },
  };
}

Deno.test("openClockMonitor: reports by how much the wall clock was set, each jump once", () => {
  const { clock, pass, set } = clocks();
  pass(HOUR);
  assert.equal(clock.detectJump(), 0);
  for (const jump of [60 * DAY, -60 * DAY, -HOUR, HOUR, -10_000]) {
    set(jump);
    pass(500);
    assert.equal(clock.detectJump(), jump);
    assert.equal(clock.detectJump(), 0);
  }
  set(-2_000);
  assert.equal(clock.detectJump(), 0, "that is no jump");
});

Deno.test("openClockMonitor: small steps that add up to more than a minute count as one jump", () => {
  const { clock, pass, set } = clocks();
  pass(2 * DAY);
  assert.equal(clock.agreedForMs(), 2 * DAY);
  set(-50_000);
  assert.equal(clock.agreedForMs(), 2 * DAY);
  set(-20_000);
  assert.equal(clock.agreedForMs(), 0);
  pass(HOUR);
  assert.equal(clock.agreedForMs(), HOUR);
  set(HOUR);
  assert.equal(clock.agreedForMs(), 0, "nobody looked in between");
});

Deno.test("openClockMonitor: until it was right for a day, the earliest instant is by the lowest clock seen", () => {
  const { clock, pass, set, now } = clocks();
  pass(2 * DAY);
  assert.equal(clock.earliestNow(), now());
  set(60 * DAY);
  assert.equal(clock.earliestNow(), now() - 60 * DAY);
  pass(HOUR);
  set(-60 * DAY);
  assert.equal(clock.earliestNow(), now());
  set(-HOUR);
  assert.equal(clock.earliestNow(), now());
  set(2 * HOUR);
  assert.equal(clock.earliestNow(), now() - 2 * HOUR);
  pass(DAY);
  assert.equal(clock.earliestNow(), now());
});

Deno.test("openClockMonitor: the earliest instant is a whole number of ms, as Temporal requires", () => {
  let elapsed = 76.82463;
  const clock = openClockMonitor(() => Math.floor(1_795_568_581_254.938 + elapsed), () => elapsed);
  for (let n = 0; n < 100; n++) {
    elapsed += 0.37;
    Temporal.Instant.fromEpochMilliseconds(clock.earliestNow());
  }
});

Deno.test("openClockMonitor: after a start the earliest instant is the last seen, within a limit", () => {
  const earliestOf = (last: number) => clocks(last).clock.earliestNow();
  const start = clocks().now();
  assert.equal(earliestOf(start - 30 * DAY), start - 30 * DAY);
  assert.equal(earliestOf(start + 7 * DAY), start);
  assert.equal(earliestOf(start - 3000 * DAY), start - 100 * DAY);
});

Deno.test("openPurgeGate: opens once both clocks agreed for a day, says once that it waits, closes on a jump", () => {
  const { clock, now, pass, set } = clocks();
  const logged: string[] = [];
  const gate = openPurgeGate(clock, openLog((line) => logged.push(line), now));
  assert.equal(gate.waitMs(), DAY);
  pass(DAY - 1);
  assert.equal(gate.waitMs(), 1);
  pass(1);
  assert.equal(gate.waitMs(), 0);
  set(-HOUR);
  assert.equal(gate.waitMs(), DAY);
  pass(HOUR);
  set(HOUR);
  assert.equal(gate.waitMs(), DAY);
  pass(DAY);
  assert.equal(gate.waitMs(), 0);
  assert.equal(logged.filter((line) => line.includes("purge-delayed")).length, 2);
});
