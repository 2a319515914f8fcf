import assert from "node:assert/strict";
import { changeJob, getJob, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { noon } from "../../support/test-app.ts";

Deno.test("changeJob: of two changes over one reading one is lost", async () => {
  using kv = await Deno.openKv(":memory:");
  const work = { kind: "expire" as const, bookingId: "b" };
  const job = newJob({ hostId: "h", work, dueAt: noon }, noon);
  assert((await writeJob(kv.atomic(), job).commit()).ok);
  const was = await getJob(kv, job.id);
  assert(was.versionstamp);
  const claimed = (owner: string) => ({
    ...was.value,
    state: "running" as const,
    leaseOwner: owner,
  });
  assert.deepEqual(
    [await changeJob(kv, was, claimed("one")), await changeJob(kv, was, claimed("two"))],
    [true, false],
  );
  assert.equal((await getJob(kv, job.id)).value?.leaseOwner, "one");
});
