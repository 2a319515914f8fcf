import assert from "node:assert/strict";
import type { App } from "$lib/server/app.ts";
import { openLog } from "$lib/server/runtime/log.ts";
import { readiness } from "$lib/server/monitoring/readiness.ts";

function appOver(kv: Deno.Kv, stopping = new AbortController().signal) {
  const lines: string[] = [];
  const log = openLog((line) => lines.push(line));
  return { app: { kv, log, stopping, now: () => 1 } as Partial<App> as App, lines };
}

Deno.test("readiness is good while the store can be written and read", async () => {
  using kv = await Deno.openKv(":memory:");
  const { ok, store } = await readiness(appOver(kv).app);
  assert.deepEqual({ ok, store }, { ok: true, store: true });
});

Deno.test("readiness is bad, with a line in the log, when the store fails", async () => {
  const kv = await Deno.openKv(":memory:");
  kv.close();
  const { app, lines } = appOver(kv);
  const { ok, store } = await readiness(app);
  assert.deepEqual({ ok, store }, { ok: false, store: false });
  assert.equal(lines.length, 1);
});

Deno.test("readiness is bad once the program is stopping", async () => {
  using kv = await Deno.openKv(":memory:");
  assert.equal((await readiness(appOver(kv, AbortSignal.abort()).app)).ok, false);
});

Deno.test("readiness: concurrent requests share one check of the store, soon later ones check again", async () => {
  using kv = await Deno.openKv(":memory:");
  let writes = 0;
  const set = kv.set.bind(kv);
  kv.set = (...given) => (writes++, set(...given));
  const { app } = appOver(kv);
  const answers = await Promise.all(Array.from({ length: 200 }, () => readiness(app)));
  assert(answers.every(({ ok }) => ok));
  assert.equal(writes, 1);
  const until = performance.now() + 10_000;
  while (writes === 1 && performance.now() < until) {
    await readiness(app);
    await new Promise((go) => setTimeout(go, 20));
  }
  assert.equal(writes, 2);
});
