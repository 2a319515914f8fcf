import assert from "node:assert/strict";
import {
  type ExportProgress,
  getExportProgress,
  startExportProgress,
  updateExportProgress,
} from "$lib/server/store/export-progress.ts";

Deno.test("export progress: an export that another one followed says no more of how far it is", async () => {
  using kv = await Deno.openKv(":memory:");
  const progress = (id: string): ExportProgress => ({
    id,
    state: "running",
    done: 0,
    total: 1,
    updatedAt: 0,
  });
  await startExportProgress(kv, "ada", progress("first"));
  assert(await updateExportProgress(kv, "ada", progress("first")));
  await startExportProgress(kv, "ada", progress("second"));
  assert.equal(await updateExportProgress(kv, "ada", progress("first")), false);
  assert.equal(await updateExportProgress(kv, "grace", progress("first")), false, "none began");
  assert.equal((await getExportProgress(kv, "ada", 0))?.id, "second");
});
