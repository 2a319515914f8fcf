import assert from "node:assert/strict";
import { openCounter, openHistogram } from "$lib/server/runtime/series.ts";

Deno.test("openCounter counts by labels, in the text that Prometheus reads", () => {
  const counter = openCounter("tries_total", "Tries.", ["kind", "outcome"]);
  counter.add("email", "done");
  counter.add("email", "done");
  counter.add("sync", 'a "quoted"\\ line\n');
  assert.deepEqual(counter.lines(), [
    "# HELP tries_total Tries.",
    "# TYPE tries_total counter",
    'tries_total{kind="email",outcome="done"} 2',
    'tries_total{kind="sync",outcome="a \\"quoted\\"\\\\ line\\n"} 1',
  ]);
});

Deno.test("openCounter and openHistogram without labels say zero before anything happens", () => {
  assert.equal(openCounter("a_total", "A.").lines().at(-1), "a_total 0");
  assert.equal(openHistogram("a_seconds", "A.", [1]).lines().at(-1), "a_seconds_count 0");
});

Deno.test("openHistogram puts a duration into every bucket that it fits", () => {
  const histogram = openHistogram("run_seconds", "Runs.", [0.1, 1], ["kind"]);
  for (const ms of [0, 100, 101, 1_000, 90_000]) histogram.observe(ms, "sync");
  assert.deepEqual(histogram.lines().slice(2), [
    'run_seconds_bucket{kind="sync",le="0.1"} 2',
    'run_seconds_bucket{kind="sync",le="1"} 4',
    'run_seconds_bucket{kind="sync",le="+Inf"} 5',
    'run_seconds_sum{kind="sync"} 91.201',
    'run_seconds_count{kind="sync"} 5',
  ]);
});

Deno.test("openHistogram counts a negative duration of a clock that was set back as none", () => {
  const histogram = openHistogram("run_seconds", "Runs.", [1]);
  histogram.observe(-5_000);
  assert.deepEqual(histogram.lines().slice(-2), ["run_seconds_sum 0", "run_seconds_count 1"]);
});
