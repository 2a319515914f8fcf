import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { granted } from "../../support/granted.ts";
import { noon } from "../../support/test-app.ts";
import { addHost, bookingRequest, configuredApp, mondayTen, outboxOf } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const start = mondayTen + 7 * DAY;

function from(email: string) {
  const { guest } = bookingRequest();
  return bookingRequest({ start, guest: { ...guest, email } });
}

Deno.test("an expired request is stored as expired before its time is given away, even if the clock goes back", async () => {
  let ahead = 0;
  const app = await configuredApp({ now: () => noon + ahead });
  const sent = outboxOf(app);
  const host = await addHost(app);
  const isOffered = async () => {
    const found = await granted(findBookableType(app, "ada", "intro-call"));
    const window = { start, end: start + HOUR };
    return (await findSlots(app, { hosts: [host], type: found.type, minutes: 30, window }))
      .starts.includes(start);
  };
  const first = await granted(bookings.request(app, from("first@example.com")));
  assert(!await isOffered());

  ahead = DAY + HOUR;
  assert(await isOffered(), "free by the clock, though nobody has swept");
  const second = await granted(bookings.request(app, from("second@example.com")));
  const { id } = first.booking;
  assert.equal((await getBooking(app.kv, id))?.endReason, "expired");

  for (const set of [0, -HOUR, 2 * DAY - HOUR, 0]) {
    ahead = set;
    await runDue(app);
    assert.equal((await getBooking(app.kv, id))?.endReason, "expired");
    const live: boolean = (await getBooking(app.kv, second.booking.id))?.status === "PENDING";
    assert.equal(await isOffered(), !live);
    if (live) assert(!(await bookings.request(app, from("third@example.com"))).ok);
  }
  assert.deepEqual((await listHistory(app.kv, id)).map(({ event }) => event), [
    "requested",
    "expired",
  ]);
  assert.equal(sent.filter(({ to }) => to.address === "first@example.com").length, 1);
});
