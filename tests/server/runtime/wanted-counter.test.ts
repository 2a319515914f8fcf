import assert from "node:assert/strict";
import type { WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import { countOf } from "$lib/scheduling/wanted/wanted-day.ts";
import { openVisitors } from "$lib/server/runtime/visitors.ts";
import { openWantedCounter, type WantedTally } from "$lib/server/runtime/wanted-counter.ts";
import { until } from "../../support/until.ts";

const wanted: WantedTime = {
  page: { username: "ada", slug: "intro" },
  link: null,
  minutes: 30,
  time: { kind: "start", start: 1_000 },
  at: 500,
  isRefused: false,
  viewerId: null,
};
const at = (start: number): WantedTime => ({ ...wanted, time: { kind: "start", start } });

function counter(given: Partial<Parameters<typeof openWantedCounter>[0]> = {}) {
  const written: WantedTally[] = [], errors: unknown[] = [];
  const wanted = openWantedCounter({
    explain: () =>
      Promise.resolve({
        ownerId: "ada",
        date: "2026-11-01",
        counted: {
          typeId: "intro",
          slot: { weekday: 1, halfHour: 20 },
          reasons: ["hours"],
          changes: ["notice 0"],
        },
      }),
    write: (tally) => Promise.resolve(void written.push(tally)),
    visitors: openVisitors(() => 0),
    letPass: () => Promise.resolve(),
    onError: (error) => errors.push(error),
    ...given,
  });
  return { wanted, written, errors };
}

Deno.test("openWantedCounter: nothing is explained while the answer is made, and one write takes what was noted", async () => {
  let explained = 0;
  const gate = Promise.withResolvers<void>();
  const { wanted, written } = counter({ letPass: () => gate.promise.then(() => void explained++) });
  wanted.note(at(1), "192.0.2.1");
  wanted.note(at(2), "192.0.2.1");
  await Promise.resolve();
  assert.equal(explained, 0);
  gate.resolve();
  await wanted.flush();
  assert.equal(written.length, 1);
  assert.equal(countOf(written[0]!.day), 2);
});

Deno.test("openWantedCounter: a client's wanted time for a time counts once", async () => {
  const { wanted, written } = counter();
  for (const client of ["192.0.2.1", "192.0.2.1", "192.0.2.2"]) wanted.note(at(1), client);
  wanted.note({ ...at(1), isRefused: true }, "192.0.2.1");
  await wanted.flush();
  assert.equal(countOf(written[0]!.day), 2);
});

Deno.test("openWantedCounter: a stop waits for one explanation and no longer, and writes what there is", async () => {
  const first = Promise.withResolvers<void>();
  let explained = 0;
  const { wanted, written } = counter({
    // So slow that the time of the stop is over with the first.
    letPass: () => explained++ === 0 ? Promise.resolve() : first.promise,
  });
  for (let i = 0; i < 64; i++) wanted.note(at(i), "192.0.2.1");
  const stopped = wanted.stop(1);
  await until("the end of its time", () => explained === 2);
  setTimeout(first.resolve, 5);
  await stopped;
  assert.ok(explained < 64, `${explained} were explained`);
  assert.ok(countOf(written[0]!.day) >= 1);
});

Deno.test("openWantedCounter: more than may wait are dropped", async () => {
  const gate = Promise.withResolvers<void>();
  const { wanted, written } = counter({ letPass: () => gate.promise, mostWaiting: 3 });
  for (let i = 0; i < 9; i++) wanted.note(at(i), "192.0.2.1");
  gate.resolve();
  await wanted.flush();
  assert.equal(countOf(written[0]!.day), 3);
});

Deno.test("openWantedCounter: what cannot be explained or written is reported, the rest is counted", async () => {
  let tries = 0;
  const { wanted, errors, written } = counter({
    explain: () => ++tries === 1 ? Promise.reject(new Error("unreadable")) : Promise.resolve(null),
    write: () => Promise.reject(new Error("full")),
  });
  wanted.note(at(1), "192.0.2.1");
  wanted.note(at(2), "192.0.2.1");
  await wanted.flush();
  assert.deepEqual([tries, errors.length, written.length], [2, 1, 0]);
  const full = counter({ write: () => Promise.reject(new Error("full")) });
  full.wanted.note(at(1), "192.0.2.1");
  await full.wanted.flush();
  assert.equal(full.errors.length, 1);
});
