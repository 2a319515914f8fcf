import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { busyCalendar } from "../../support/stub-calendar.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

const MINUTE = 60_000;

Deno.test("noShow: an expired reschedule request is ended before its time is given back", async () => {
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    type: { slug: "talk", durations: [60], slotInterval: 15, seats: 2 },
  });
  using _ = app;
  const requested = await bookings.request(app, bookingRequest({ slug: "talk" }));
  assert(requested.ok);
  const { id, revision } = requested.value.booking;
  const decision = { hostId: host.id, revision, message: "", force: false };
  assert((await bookings.confirm(app, id, decision)).ok);
  const start = mondayTen + 120 * MINUTE;
  const input = { by: { actor: "guest" } as const, start, revision: null, key: null };
  const inputs = await bookings.reschedule(app, id, input);
  assert(inputs.ok && inputs.value.rescheduleRequest?.slot);

  app.at(mondayTen);
  const noted = await bookings.noShow(app, id, { hostId: host.id, isNoShow: true });
  assert(noted.ok);
  assert.equal(noted.value.noShowAt, mondayTen);
  assert.equal(noted.value.rescheduleRequest, null);
  assert.deepEqual((await getSlot(app.kv, inputs.value.rescheduleRequest.slot))?.bookingIds, []);
  assert.deepEqual((await listHistory(app.kv, id)).map(({ event }) => event), [
    "requested",
    "confirmed",
    "reschedule-requested",
    "reschedule-expired",
    "no-show",
  ]);
});

Deno.test("noShow: with a revision only while nothing else has changed the booking", async () => {
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    type: { slug: "talk", durations: [60], decision: "instant" },
  });
  using _ = app;
  const requested = await bookings.request(app, bookingRequest({ slug: "talk" }));
  assert(requested.ok);
  const { id, revision } = requested.value.booking;
  app.at(mondayTen);
  const mark = { hostId: host.id, isNoShow: true };
  const stale = await bookings.noShow(app, id, { ...mark, revision: revision - 1 });
  assert(!stale.ok && stale.refusal.code === "changed");
  const noted = await bookings.noShow(app, id, { ...mark, revision });
  assert(noted.ok && noted.value.noShowAt === mondayTen);
});
