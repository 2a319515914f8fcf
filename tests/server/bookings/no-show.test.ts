import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { granted, refusal } from "../../support/granted.ts";
import { busyCalendar } from "../../support/stub-calendar.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

Deno.test("noShow: an expired reschedule request is ended before its time is given back", async () => {
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    type: { slug: "talk", durations: [60], slotInterval: 15, seats: 2 },
  });
  const { id, revision } = (await ask(app, { slug: "talk" })).booking;
  const decision = { hostId: host.id, revision, message: "", force: false };
  assert((await bookings.confirm(app, id, decision)).ok);
  const start = mondayTen + 120 * MINUTE;
  const input = { by: { actor: "guest" } as const, start, revision: null, key: null };
  const inputs = await granted(bookings.reschedule(app, id, input));
  assert(inputs.rescheduleRequest?.slot);

  app.at(mondayTen);
  const noted = await granted(bookings.noShow(app, id, { hostId: host.id, isNoShow: true }));
  assert.equal(noted.noShowAt, mondayTen);
  assert.equal(noted.rescheduleRequest, null);
  assert.deepEqual((await getSlot(app.kv, inputs.rescheduleRequest.slot))?.bookingIds, []);
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
  const { id, revision } = (await ask(app, { slug: "talk" })).booking;
  app.at(mondayTen);
  const mark = { hostId: host.id, isNoShow: true };
  const stale = await refusal(bookings.noShow(app, id, { ...mark, revision: revision - 1 }));
  assert.equal(stale.code, "changed");
  const noted = await granted(bookings.noShow(app, id, { ...mark, revision }));
  assert(noted.noShowAt === mondayTen);
});
