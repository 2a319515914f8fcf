import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { openRequestPacing, openRequestQueue } from "$lib/server/calendars/request-pacing.ts";
import { syncCalendars } from "$lib/server/jobs/sync.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { noon, testApp, testHost } from "../../support/test-app.ts";

Deno.test("visit: two at a time for a server, the others in order; another server is not delayed", async () => {
  const polite = openRequestPacing(() => 0);
  const order: string[] = [];
  const gates = ["a", "b", "c"].map(() => Promise.withResolvers<void>());
  const visits = ["a", "b", "c"].map((name, n) =>
    polite.run("slow", async () => {
      order.push(name);
      await gates[n]!.promise;
    })
  );
  await polite.run("other", () => Promise.resolve(order.push("other")));
  assert.deepEqual(order, ["a", "b", "other"]);
  assert.equal(polite.hasCapacity("slow"), false);
  gates[1]!.resolve();
  await visits[1];
  assert.deepEqual(order, ["a", "b", "other", "c"]);
  for (const { resolve } of gates) resolve();
  await Promise.all(visits);
  assert.ok(polite.hasCapacity("slow"));
});

Deno.test("visit: a failure releases its place", async () => {
  const polite = openRequestPacing(() => 0);
  for (let n = 0; n < 5; n++) {
    await assert.rejects(polite.run("s", () => Promise.reject(new Error("x"))));
  }
  assert.ok(polite.hasCapacity("s"));
});

Deno.test("syncCalendars: Retry-After holds for every account of the server; backoff grows", async () => {
  const app = await testApp();
  const host = await testHost(app);
  await connectCalendar(app, host);
  let requested = 0, problem = new CalendarError("try-again", "slow-down", "", 3_000);
  const silent = () => Promise.reject(new Error("not asked for here"));
  const changes = () => {
    requested++;
    return Promise.reject(problem);
  };
  app.openCalendar = () =>
    Promise.resolve({
      list: silent,
      busy: silent,
      find: silent,
      put: silent,
      remove: silent,
      changes,
    });
  const connection = (await getConnection(app.kv, host.id, "connection")) as Connection;
  const work = { kind: "sync" as const, hostId: host.id, connectionId: connection.id };
  const wait = async () => {
    const end = await syncCalendars(app, newJob({ hostId: host.id, work, dueAt: 0 }, app.now()));
    assert.ok(end.state === "waiting");
    return (end.dueAt - app.now()) / MINUTE;
  };
  assert.ok(await wait() >= 50);
  app.at(noon + 10 * MINUTE);
  assert.ok(await wait() >= 40);
  assert.equal(requested, 1);

  problem = new CalendarError("try-again", "unreachable");
  app.at(noon + 55 * MINUTE);
  const waited = await wait();
  assert.ok(waited >= 54 && waited <= 61, String(waited));
  app.at(noon + 600 * MINUTE);
  assert.ok(await wait() <= 66);
  assert.equal(requested, 3);
});

/** Requests that end when they are told to. */
function gated() {
  const { request } = openRequestQueue();
  const begun: string[] = [];
  const gates = new Map<string, () => void>();
  const ask = (name: string, isUrgent = false, account = "ada") =>
    request(account, isUrgent, () => {
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      gates.set(name, resolve);
      return promise;
    });
  /** Whoever may begin has begun. */
  const settled = () => new Promise((go) => setTimeout(go));
  return { ask, begun, settled, end: (name: string) => gates.get(name)!() };
}

Deno.test("request: three at a time for an account, one place reserved for interactive requests", async () => {
  const { ask, begun, end, settled } = gated();
  const all = ["a", "b", "c"].map((name) => ask(name));
  await settled();
  assert.deepEqual(begun, ["a", "b"]);
  all.push(ask("quick", true), ask("quick too", true), ask("elsewhere", false, "grace"));
  await settled();
  assert.deepEqual(begun, ["a", "b", "quick", "elsewhere"]);
  end("a");
  await all[0];
  await settled();
  assert.deepEqual(begun.slice(4), ["quick too"]);
  for (const name of ["b", "quick", "quick too"]) end(name);
  await Promise.all([all[1], all[3], all[4]]);
  await settled();
  assert.deepEqual(begun.slice(5), ["c"]);
  end("c");
  end("elsewhere");
  await Promise.all(all);
});

Deno.test("request: a failure releases its place", async () => {
  const { request } = openRequestQueue();
  for (let n = 0; n < 10; n++) {
    const fails = n % 2 === 0 ? Promise.reject(new Error("x")) : null;
    await assert.rejects(request("ada", n < 5, () => {
      if (fails) return fails;
      throw new Error("at once");
    }));
  }
  assert.equal(await request("ada", false, () => Promise.resolve("through")), "through");
});
