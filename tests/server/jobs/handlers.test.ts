import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { expireBookingJob } from "$lib/server/jobs/handlers.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { ask, town } from "../../support/town.ts";

async function waiting() {
  const { app, host } = await town();
  const { id, reservedUntil, revision } = (await ask(app)).booking;
  assert(reservedUntil !== null);
  const work = { kind: "expire" as const, bookingId: id };
  const job = newJob({ hostId: host.id, work, dueAt: reservedUntil }, app.now());
  return { app, host, id, reservedUntil, revision, expire: () => expireBookingJob(app, job) };
}

Deno.test("expireBooking: a clock that is set back after the job was begun loses no deadline", async () => {
  const { app, id, reservedUntil, expire } = await waiting();
  app.at(reservedUntil - 1);
  assert.deepEqual(await expire(), { state: "waiting", dueAt: reservedUntil });
  app.at(reservedUntil);
  assert.deepEqual(await expire(), { state: "done" });
  assert.equal((await getBooking(app.kv, id))?.endReason, "expired");
  assert.deepEqual(await expire(), { state: "superseded" });
  assert.equal(
    (await listHistory(app.kv, id)).filter(({ event }) => event === "expired").length,
    1,
  );
});

Deno.test("expireBooking: what was decided in time needs nothing", async () => {
  const { app, host, id, reservedUntil, revision, expire } = await waiting();
  const no = { hostId: host.id, revision, message: "", force: true };
  assert((await bookings.reject(app, id, no)).ok);
  app.at(reservedUntil);
  assert.deepEqual(await expire(), { state: "superseded" });
});
