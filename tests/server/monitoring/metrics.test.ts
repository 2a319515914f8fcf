import assert from "node:assert/strict";
import { MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import { newHostDefaults } from "$lib/scheduling/host.ts";
import { metrics } from "$lib/server/monitoring/metrics.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addHost, configuredApp } from "../../support/town.ts";
import { until } from "../../support/until.ts";

/** Of hosts, guards, jobs, failed jobs and calendar objects. */
const LISTS = 5;

/** An app with so many hosts and waiting jobs; how often its store was listed, and how many records that read. */
async function largeApp(size: number) {
  let elapsed = 0;
  const app = await configuredApp({ elapsed: () => elapsed });
  await addHost(app);
  for (let i = 0; i < size; i++) {
    await app.kv.atomic()
      .set(keys.host(`host-${i}`), { ...newHostDefaults, id: `host-${i}` })
      .set(keys.guard(`host-${i}`), { version: 1, calendars: {} })
      .set([...keys.jobsDue(), "sync", app.now() + i, `job-${i}`], "")
      .commit();
  }
  const read = { lists: 0, records: 0, others: 0 };
  const { list, get, getMany } = app.kv;
  Object.assign(app.kv, {
    list: async function* (...args: Parameters<typeof list>) {
      read.lists++;
      for await (const entry of list.apply(app.kv, args)) {
        read.records++;
        yield entry;
      }
    },
    get: (...args: Parameters<typeof get>) => (read.others++, get.apply(app.kv, args)),
    getMany: (...args: Parameters<typeof getMany>) => (
      read.others++, getMany.apply(app.kv, args)
    ),
  });
  const later = (ms: number) => elapsed += ms;
  return { app, read, later };
}

const ageOf = (text: string) => Number(/^invito_stored_counts_age_seconds (\d+)$/m.exec(text)?.[1]);
const hostsOf = (text: string) => Number(/^invito_hosts (\d+)$/m.exec(text)?.[1]);

Deno.test("metrics: a scrape reads nothing of the store, whatever is in it, until the counts are a minute old", async () => {
  for (const size of [10, 600]) {
    const { app, read, later } = await largeApp(size);
    const first = await metrics(app);
    assert.equal(hostsOf(first), size + 1);
    assert.equal(ageOf(first), 0);
    assert(read.records > 2 * size);
    const before = { ...read };
    for (let scrape = 0; scrape < 5; scrape++) {
      later(10 * SECOND);
      assert.equal(ageOf(await metrics(app)), 10 * (scrape + 1));
    }
    assert.deepEqual(read, before);
  }
});

Deno.test("metrics: scrapes at once share one count, also of old counts, which is not waited for", async () => {
  const { app, read, later } = await largeApp(3);
  await Promise.all(Array.from({ length: 50 }, () => metrics(app)));
  const { lists } = read;
  assert.equal(lists, LISTS);
  await app.kv.set(keys.host("another"), { ...newHostDefaults, id: "another" });
  await app.kv.set(keys.host("gone"), { ...newHostDefaults, id: "gone", closure: { at: 1 } });
  await app.kv.set(keys.guard("team"), { version: 1, calendars: {} });
  later(MINUTE);
  for (const text of await Promise.all(Array.from({ length: 50 }, () => metrics(app)))) {
    assert.deepEqual([hostsOf(text), ageOf(text)], [4, 60], "as it was counted before");
  }
  await until("it is counted again", async () => hostsOf(await metrics(app)) === 5);
  assert.equal(read.lists, 2 * lists);
  assert.equal(ageOf(await metrics(app)), 0);
});

Deno.test("metrics: a count that takes long is repeated after a hundred times as long", async () => {
  const { app, read, later } = await largeApp(1);
  const { list } = app.kv;
  Object.assign(app.kv, {
    list: (...args: Parameters<typeof list>) => (later(SECOND), list.apply(app.kv, args)),
  });
  await metrics(app);
  later(99 * LISTS * SECOND - SECOND);
  await metrics(app);
  assert.equal(read.lists, LISTS);
  later(SECOND);
  await metrics(app);
  await until("it is counted again", () => read.lists === 2 * LISTS);
});

Deno.test("metrics: counts that cannot be made anew stay, grow old and are logged", async () => {
  const { app, later } = await largeApp(1);
  await metrics(app);
  Object.assign(app.kv, {
    list: () => {
      throw new Error("the disk fails");
    },
  });
  later(2 * MINUTE);
  const text = await metrics(app);
  assert.deepEqual([hostsOf(text), ageOf(text)], [2, 120]);
  await until("it is logged", () => app.logged.some(({ event }) => event === "metrics-count"));
});
