import assert from "node:assert/strict";
import { daySpan } from "$lib/scheduling/day.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { StartOrDay } from "$lib/scheduling/wanted/wanted-time.ts";
import { countWanted } from "$lib/server/analytics/count-wanted.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { ask, mondayTen, type Town, town } from "../../support/town.ts";

async function booked(here: Town) {
  const requested = await ask(here.app);
  return requested.booking;
}

function count({ app }: Town, bookingId: string | null, time: StartOrDay, isRefused = false) {
  return countWanted(app, {
    page: { username: "ada", slug: "intro-call" },
    link: null,
    ...(bookingId === null ? {} : { bookingId }),
    minutes: null,
    time,
    at: app.now(),
    isRefused,
    viewerId: null,
  });
}

const start = (at: number): StartOrDay => ({ kind: "start", start: at });

Deno.test("countWanted: a time that a booking could not be moved to, for its event type and by its reason", async () => {
  const here = await town();
  const { id } = await booked(here);
  const late = await count(here, id, start(mondayTen + 8 * HOUR));
  assert.equal(late?.ownerId, here.host.id);
  assert.deepEqual(late?.counted.typeId, here.type.id);
  assert.deepEqual(late?.counted.reasons, ["hours"]);
  const saturday = { kind: "day" as const, ...daySpan("2026-11-07", here.host.zone) };
  assert.deepEqual((await count(here, id, saturday))?.counted.slot, { weekday: 6, halfHour: null });
});

Deno.test("countWanted: a booking is not in its own way, and its own time is wanted by nobody", async () => {
  const here = await town();
  const booking = await booked(here);
  const beside = start(mondayTen + 15 * MINUTE);
  assert.deepEqual((await count(here, null, beside))?.counted.reasons, ["busy"]);
  assert.equal(await count(here, booking.id, beside), null);
  const outside = { ...booking, start: mondayTen + 8 * HOUR, end: mondayTen + 9 * HOUR };
  await here.app.kv.set(keys.booking(booking.id), shortenBooking(outside));
  assert.equal(await count(here, booking.id, start(outside.start)), null);
});

Deno.test("countWanted: the booking's own length counts, also where its event type has it no more", async () => {
  const here = await town();
  const { id } = await booked(here);
  const { app, host, type } = here;
  const stored = (await app.kv.get<object>(keys.eventType(host.id, type.id))).value;
  await app.kv.set(keys.eventType(host.id, type.id), { ...stored, durations: [60] });
  const half = start(mondayTen + 6.5 * HOUR);
  assert.deepEqual((await count(here, null, half))?.counted.reasons, ["hours"]);
  assert.equal(await count(here, id, half), null);
});

Deno.test("countWanted: nothing for a booking that is unknown or whose event type is switched off", async () => {
  const here = await town();
  const { id } = await booked(here);
  const late = start(mondayTen + 8 * HOUR);
  assert.equal(await count(here, "unknown", late), null);
  const { app, host, type } = here;
  const stored = (await app.kv.get<object>(keys.eventType(host.id, type.id))).value;
  await app.kv.set(keys.eventType(host.id, type.id), { ...stored, active: false });
  assert.equal(await count(here, id, late), null);
});
