import assert from "node:assert/strict";
import * as api from "$lib/server/api/desk.ts";
import { keyOf, operationCaller } from "../support/call-operation.ts";
import { failedWork } from "../support/failed-work.ts";
import { startWithHost } from "../support/running-program.ts";
import { addHost } from "../support/town.ts";

Deno.test("operations over the API: seen, run, dropped and retried, each only with the key's scopes", async (t) => {
  const keys: Record<string, string> = {};
  let agenda = "", entry = "", expiry = "", hostId = "";
  await using program = await startWithHost({}, async (app, host) => {
    hostId = host.id;
    const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
    keys["bookings"] = await keyOf(app, host, ["read", "bookings"]);
    keys["all"] = await keyOf(app, host, ["read", "bookings", "connections", "webhooks"]);
    keys["read"] = await keyOf(app, host, ["read"]);
    keys["grace"] = await keyOf(app, grace, ["read", "bookings", "connections"]);
    const date = "2099-01-01", none = { bookingId: "none", hostId };
    agenda = (await failedWork(app, hostId, { kind: "send-agenda-email", hostId, date })).id;
    const write = { kind: "write-calendar", ...none, connectionId: "none" } as const;
    entry = (await failedWork(app, hostId, write)).id;
    expiry = (await failedWork(app, hostId, {
      kind: "leave-team",
      teamId: "none",
      hostId,
      bookings: "cancel",
    })).id;
  });
  const as = (name: string) =>
    operationCaller(program.address, { authorization: `Bearer ${keys[name]}` });
  const state = async (id: string) =>
    (await as("read")(api.listWork)).answer.work.find((work) => work.id === id)?.state;

  await t.step("the desk names the needs; the list has states, a page at a time", async () => {
    const { answer } = await as("read")(api.showDesk);
    assert.deepEqual(answer.needs.map(({ about }) => about), ["work", "work", "work"]);
    assert.equal(answer.work.entries.failed, 1);
    const first = await as("read")(api.listWork, { query: { limit: "1", state: "failed" } });
    assert.equal(first.answer.work.length, 1);
    assert(first.answer.next);
    assert.equal((await as("read")(api.listWork, { query: { state: "x" } })).status, 422);
    const theirs = await as("grace")(api.showDesk);
    assert.deepEqual(theirs.answer.needs, []);
  });

  await t.step("a stranger finds nothing, a key without the scope may not", async () => {
    for (const operation of [api.runWork, api.dropWork]) {
      assert.equal((await as("grace")(operation, { params: { id: entry } })).status, 404);
      assert.equal((await as("read")(operation, { params: { id: agenda } })).status, 403);
      assert.equal((await as("bookings")(operation, { params: { id: entry } })).status, 403);
    }
    assert.equal(await state(entry), "failed");
  });

  await t.step("only emails and entries are dropped, once", async () => {
    const never = await as("all")(api.dropWork, { params: { id: expiry } });
    assert.equal(never.problem.code, "changed");
    const dropped = await as("all")(api.dropWork, { params: { id: entry } });
    assert.equal(dropped.answer.work.state, "over");
    const twice = await as("all")(api.dropWork, { params: { id: entry } });
    assert.equal(twice.problem.code, "changed");
  });

  await t.step("run now and retry all", async () => {
    const run = await as("bookings")(api.runWork, { params: { id: agenda } });
    assert.equal(run.status, 202);
    const retried = await as("bookings")(api.retryWork, { body: {} });
    assert.equal(retried.status, 202);
  });
});
