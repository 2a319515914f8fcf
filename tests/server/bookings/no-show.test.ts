import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { getSlot } from "$lib/server/store/slots.ts";
import { answering } from "../../support/a-calendar.ts";
import { ada, aType, aWish, installation, mondayTen } from "../../support/installation.ts";

const MINUTE = 60_000;

Deno.test("noShow: a request to reschedule that has run out is ended before its time is given back", async () => {
  using app = await installation({ openCalendar: answering(() => Promise.resolve([])) });
  const host = await ada(app);
  await aType(app, host, { slug: "talk", durations: [60], step: 15, seats: 2 });
  const asked = await bookings.request(app, aWish({ slug: "talk" }));
  assert(asked.ok);
  const { id, revision } = asked.value.booking;
  const decision = { hostId: host.id, revision, message: "", anyway: false };
  assert((await bookings.confirm(app, id, decision)).ok);
  const start = mondayTen + 120 * MINUTE;
  const wish = { by: { actor: "guest" } as const, start, revision: null, key: null };
  const wished = await bookings.move(app, id, wish);
  assert(wished.ok && wished.value.move?.slot);

  app.at(mondayTen);
  const noted = await bookings.noShow(app, id, { hostId: host.id, isNoShow: true });
  assert(noted.ok);
  assert.equal(noted.value.noShowAt, mondayTen);
  assert.equal(noted.value.move, null);
  assert.deepEqual((await getSlot(app.kv, wished.value.move.slot))?.bookings, []);
  assert.deepEqual((await listHistory(app.kv, id)).map(({ what }) => what), [
    "requested",
    "confirmed",
    "move-asked",
    "move-expired",
    "no-show",
  ]);
});
