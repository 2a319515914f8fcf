import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { noon } from "../../support/test-app.ts";
import { addHost, bookingRequest, configuredApp, mondayTen } from "../../support/town.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const start = mondayTen + 7 * DAY;

function from(email: string) {
  const { guest } = bookingRequest();
  return bookingRequest({ start, guest: { ...guest, email } });
}

Deno.test("an expired request is stored as expired before its time is given away, even if the clock goes back", async () => {
  let ahead = 0;
  using app = await configuredApp({ now: () => noon + ahead });
  const sent: Email[] = [];
  app.sendMail = (email) => Promise.resolve(void sent.push(email));
  const host = await addHost(app);
  const runDue = async () => {
    const runner = openJobRunner(app, jobHandlers);
    await runner.drain();
    await runner.stop(1_000);
  };
  const isOffered = async () => {
    const found = await findBookableType(app, "ada", "intro-call");
    assert(found.ok);
    const window = { start, end: start + HOUR };
    return (await findSlots(app, { hosts: [host], type: found.value.type, minutes: 30, window }))
      .starts.includes(start);
  };
  const first = await bookings.request(app, from("first@example.com"));
  assert(first.ok && !await isOffered());

  ahead = DAY + HOUR;
  assert(await isOffered(), "free by the clock, though nobody has swept");
  const second = await bookings.request(app, from("second@example.com"));
  assert(second.ok);
  const { id } = first.value.booking;
  assert.equal((await getBooking(app.kv, id))?.endReason, "expired");

  for (const set of [0, -HOUR, 2 * DAY - HOUR, 0]) {
    ahead = set;
    await runDue();
    assert.equal((await getBooking(app.kv, id))?.endReason, "expired");
    const live: boolean = (await getBooking(app.kv, second.value.booking.id))?.status === "PENDING";
    assert.equal(await isOffered(), !live);
    if (live) assert(!(await bookings.request(app, from("third@example.com"))).ok);
  }
  assert.deepEqual((await listHistory(app.kv, id)).map(({ event }) => event), [
    "requested",
    "expired",
  ]);
  assert.equal(sent.filter(({ to }) => to.address === "first@example.com").length, 1);
});
