import assert from "node:assert/strict";
import { lastChange } from "$lib/scheduling/booking-history.ts";
import { dropWork } from "$lib/server/operations/drop-work.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getJob, listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { testHost } from "../../support/test-app.ts";
import { changeWork, failedEmail, failedWork } from "../../support/failed-work.ts";

Deno.test("dropWork: an email is not tried again, and the booking's history says who dropped it", async () => {
  const { app, host, booking, id } = await failedEmail();
  const before = await listHistory(app.kv, booking.id);
  assert((await dropWork(app, host.id, id)).ok);
  assert.equal((await getJob(app.kv, id)).value!.state, "superseded");
  const history = await listHistory(app.kv, booking.id);
  assert.equal(history.length, before.length + 1);
  const { event, by, hostId } = history.at(-1)!;
  assert.deepEqual([event, by, hostId], ["email-dropped", "host", host.id]);
  assert.equal(lastChange(history), lastChange(before));
  const again = await dropWork(app, host.id, id);
  assert.equal(!again.ok && again.refusal.code, "changed");
  assert.equal((await listHistory(app.kv, booking.id)).length, history.length);
});

Deno.test("dropWork: twice at once it is recorded once", async () => {
  const { app, host, booking, id } = await failedEmail();
  const asked = await Promise.all([dropWork(app, host.id, id), dropWork(app, host.id, id)]);
  assert.equal(asked.filter(({ ok }) => ok).length, 1);
  const dropped = (await listHistory(app.kv, booking.id)).filter(({ event }) =>
    event === "email-dropped"
  );
  assert.equal(dropped.length, 1);
});

Deno.test("dropWork: a failed calendar entry, too; never a deadline, or the work of another host", async () => {
  const { app, host, booking, id } = await failedEmail();
  const refusal = async (hostId: string, jobId: string) => {
    const run = await dropWork(app, hostId, jobId);
    return run.ok ? null : run.refusal.code;
  };
  const write = {
    kind: "write-calendar",
    bookingId: booking.id,
    hostId: host.id,
    connectionId: "c",
  } as const;
  const entry = await failedWork(app, host.id, write);
  assert.equal(await refusal(host.id, entry.id), null);
  assert.equal((await listHistory(app.kv, booking.id)).at(-1)!.event, "entry-dropped");
  const stranger = await testHost(app, { username: "eve" });
  assert.equal(await refusal(stranger.id, id), "not-found");

  const expiry = (await listJobsOfBooking(app.kv, booking.id)).find(({ work }) =>
    work.kind === "expire"
  )!;
  for (const state of ["failed", "waiting"] as const) {
    await changeWork(app, expiry.id, { state, totalBackoffMs: 5_000 });
    assert.equal(await refusal(host.id, expiry.id), "changed", state);
  }
  await changeWork(app, id, { state: "running", leaseOwner: "another", totalBackoffMs: 5_000 });
  assert.equal(await refusal(host.id, id), "changed");
  await changeWork(app, id, { state: "waiting", leaseOwner: null, totalBackoffMs: 0 });
  assert.equal(await refusal(host.id, id), "changed");
});
