import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { commitBookings } from "$lib/server/store/booking-commit.ts";
import { readBooking } from "$lib/server/store/bookings.ts";
import { readIdempotencyRecord } from "$lib/server/store/idempotency-records.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addHold, holdsIn, readShards } from "$lib/server/store/ledger.ts";
import { refusal } from "../../support/granted.ts";
import { ask, town } from "../../support/town.ts";

async function asked() {
  const { app, host } = await town();
  const { booking } = await ask(app);
  const was = (await readBooking(app.kv, booking.id))!;
  const entry = { at: 0, by: "host", event: "confirmed", start: 0, end: 1 } as const;
  const change = { now: app.now(), bookings: [{ was, booking, historyEntry: entry }], hosts: [] };
  return { app, host, booking, change };
}

Deno.test("commitBookings is lost over a booking that changed since it was read", async () => {
  const { app, change } = await asked();
  assert(await commitBookings(app, change));
  assert(!await commitBookings(app, change));
});

Deno.test("commitBookings loses against a response stored since it was read", async () => {
  const { app, change, booking } = await asked();
  const was = await readIdempotencyRecord(app.kv, "hash");
  const response = {
    id: booking.id,
    status: booking.status,
    startsAt: "",
    endsAt: "",
    reservedUntil: null,
  };
  const answer = { was, record: { payloadHash: "p", bookingId: booking.id, response, at: 0 } };
  const bookings = change.bookings.map((one) => ({ ...one, was: null }));
  const fresh = { ...change, bookings, idempotency: answer };
  assert(await commitBookings(app, fresh));
  assert(!await commitBookings(app, fresh));
});

Deno.test("confirm is refused when the booking holds no time any more", async () => {
  const { app, host, booking } = await asked();
  await app.kv.delete(keys.ledger(host.id, Math.floor(booking.start / DAY)));
  const decision = { hostId: host.id, revision: 1, message: "", force: false };
  assert.equal(refusal(await bookings.confirm(app, booking.id, decision)).code, "expired");
});

Deno.test("a hold stands in every day that its buffers touch", async () => {
  const { app } = await asked();
  const midnight = Date.UTC(2026, 10, 3);
  const late: Hold = {
    slot: "late",
    bookingIds: [],
    typeId: "t",
    start: midnight - HOUR,
    end: midnight - 1_800_000,
    bufferBefore: 0,
    bufferAfter: 60,
    expiresAt: null,
  };
  const near = { start: late.start, end: midnight + HOUR };
  const shards = addHold(await readShards(app.kv, "h", near), late);
  assert.deepEqual(holdsIn({ hostId: "h", days: new Map([...shards.days].slice(1)) }), [late]);
});
