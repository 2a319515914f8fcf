import assert from "node:assert/strict";
import { dashboardStream } from "$lib/server/http/dashboard-stream.ts";
import { openSharedWatch } from "$lib/server/runtime/shared-watch.ts";
import { testApp } from "../../support/test-app.ts";

Deno.test("dashboardStream: a host has so many streams, whatever sessions they are of", async () => {
  const leaving = new AbortController();
  const app = await testApp({
    stopping: leaving.signal,
    dashboardWatch: openSharedWatch(() => new Promise(() => {}), 100, 3),
  });
  const request = new Request("http://localhost:8080/dashboard/events");
  const locals: Pick<App.Locals, "app" | "language"> = { app, language: "en" };
  const event = { locals, request };
  const open = (host: string, session: string) => dashboardStream(event, host, session);
  const streams = ["a", "b", "b"].map((session) => open("ada", session));
  assert.deepEqual(streams.map(({ status }) => status), [200, 200, 200]);
  const refused = open("ada", "c");
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("retry-after"), "60");
  const other = open("grace", "d");
  assert.equal(other.status, 200);
  leaving.abort();
  await Promise.all([...streams, refused, other].map((each) => each.text()));
});
