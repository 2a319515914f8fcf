import assert from "node:assert/strict";
import { metrics } from "$lib/server/monitoring/metrics.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addHost, configuredApp } from "../../support/town.ts";

Deno.test("metrics: concurrent requests share one count, a later one counts again", async () => {
  const app = await configuredApp();
  app.bookingWatch = { subscribe: () => false, subscriberCount: () => 0 };
  await addHost(app);
  let counts = 0;
  const list = app.kv.list.bind(app.kv);
  app.kv.list = ((selector: { prefix: Deno.KvKey }, ...rest: never[]) => {
    if (String(selector.prefix) === String(keys.jobsDue())) counts++;
    return list(selector, ...rest);
  }) as typeof app.kv.list;
  const [one, ...others] = await Promise.all(Array.from({ length: 50 }, () => metrics(app)));
  assert.match(one!, /^invito_hosts 1$/m);
  assert(others.every((other) => other === one));
  assert.equal(counts, 1);
  await metrics(app);
  assert.equal(counts, 2);
});
