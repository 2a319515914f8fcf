import assert from "node:assert/strict";
import { SECOND } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { dumpBookings } from "../../support/dump-store.ts";
import { bookingRequest, town } from "../../support/town.ts";

/** A request whose host is locked for so long. */
async function requestedBehind(waitedMs: number) {
  const { app, host } = await town();
  const { withLock } = app;
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const holder = withLock([host.id], () => done);
  const { promise: queued, resolve: enter } = Promise.withResolvers<void>();
  app.withLock = (hostIds, act) => {
    const result = withLock(hostIds, act);
    enter();
    return result;
  };
  const input = bookingRequest({ key: { route: "test", value: "0123456789abcdef" } });
  const requested = bookings.request(app, input);
  await queued;
  app.at(app.now() + waitedMs);
  finish();
  await holder;
  return { app, input, outcome: await requested };
}

Deno.test("request: one that waited for longer than twenty seconds books nothing, and may be made again", async () => {
  const { app, input, outcome } = await requestedBehind(20 * SECOND + 1);
  assert(!outcome.ok);
  assert.deepEqual(outcome.refusal, { code: "busy", retryAfter: 5 });
  assert.deepEqual(await dumpBookings(app.kv), []);
  assert((await bookings.request(app, input)).ok);
});

Deno.test("request: one that waited for twenty seconds is granted", async () => {
  const { outcome } = await requestedBehind(20 * SECOND);
  assert(outcome.ok);
});
