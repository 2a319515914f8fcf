import assert from "node:assert/strict";
import { exportWithProgress } from "$lib/server/hosts/export-with-progress.ts";
import { getExportProgress } from "$lib/server/store/export-progress.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { fullAccount } from "../../support/full-account.ts";

Deno.test("exportWithProgress: the whole file; its end is stored with the number of bookings", async () => {
  const { app, host } = await fullAccount();
  let text = "";
  for await (const piece of exportWithProgress(app, host)) text += piece;
  const count = JSON.parse(text).bookings.length;
  const progress = await getExportProgress(app.kv, host.id, app.now());
  assert.equal(progress?.state, "done");
  assert.deepEqual([progress?.done, count], [count, 6]);
  assert.equal(await getExportProgress(app.kv, host.id, app.now() + DAY), null);
});

Deno.test("exportWithProgress: one that is cut off is stopped, not done", async () => {
  const { app, host } = await fullAccount();
  const pieces = exportWithProgress(app, host);
  await pieces.next();
  assert.equal((await getExportProgress(app.kv, host.id, app.now()))?.state, "running");
  await pieces.return();
  assert.equal((await getExportProgress(app.kv, host.id, app.now()))?.state, "stopped");
});

Deno.test("exportWithProgress: what an earlier export reports never hides a later one", async () => {
  const { app, host } = await fullAccount();
  const earlier = exportWithProgress(app, host), later = exportWithProgress(app, host);
  await earlier.next();
  await later.next();
  await earlier.return();
  assert.equal((await getExportProgress(app.kv, host.id, app.now()))?.state, "running");
  await later.return();
});

Deno.test("exportWithProgress: an error while it is written ends it as failed", async () => {
  const { app, host } = await fullAccount();
  const pieces = exportWithProgress(app, host);
  await pieces.next();
  await assert.rejects(pieces.throw(new Error("the disk is gone")));
  assert.equal((await getExportProgress(app.kv, host.id, app.now()))?.state, "failed");
});
