/** What a page may say after a reading that its host asked for. */
import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as connections from "$lib/server/connections/index.ts";
import { connectNoticeKey } from "../../../src/lib/server/connections/connections-view.ts";
import { openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { granted } from "../../support/granted.ts";

const lines = ["DTSTART:20261103T090000Z", "DURATION:PT1H"];

Deno.test("syncResultSince: synced only when every chosen calendar was; a failure has its reason", async () => {
  await using setup = await openFaultySetup(lines);
  const { app, host, server, connection } = setup;
  const sync = async () => {
    app.at(app.now() + MINUTE);
    const began = app.now();
    assert.ok((await connections.syncNow(app, host.id, connection.id)).ok);
    return await connections.syncResultSince(app, host.id, connection.id, began);
  };
  assert.deepEqual(await sync(), { is: "synced" });
  server.put("b", lines);
  server.fault = { status: 500, only: "REPORT" };
  assert.deepEqual(await sync(), { is: "failed", reason: "server-error" });
  server.fault = null;
  assert.deepEqual(await sync(), { is: "synced" });
  app.requestPacing.pause(new URL(connection.url).host, app.now() + HOUR);
  assert.deepEqual(await sync(), { is: "syncing" }, "the server asked to be left alone");
});

Deno.test("connectNoticeKey: busy time is said to count only once it was synced", async () => {
  await using setup = await openFaultySetup(lines);
  const { app, host, server, connection } = setup;
  assert.equal(await connectNoticeKey(app, connection), "connected");
  server.fault = { status: 503, only: "REPORT" };
  const again = await granted(connections.connectCaldav(app, host.id, {
    address: server.calendar,
    user: "bob",
    password: "p",
  }));
  assert.equal(await connectNoticeKey(app, again), "connectedPartly");
});
