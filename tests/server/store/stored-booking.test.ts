import assert from "node:assert/strict";
import v8 from "node:v8";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { granted } from "../../support/granted.ts";
import { ask, town } from "../../support/town.ts";

/** Of a page of 4 KiB SQLite gives a record so much, with its key; a longer one gets pages of its own. */
const IN_PLACE = 1002;

Deno.test("a booking as most are has its record in place, before and after its decision", async () => {
  const { app, host } = await town();
  using _ = app;
  const { booking } = await ask(app);
  const decision = {
    hostId: host.id,
    revision: booking.revision,
    message: "See you there.",
    force: false,
  };
  const confirmed = await granted(
    bookings.confirm(app, booking.id, decision),
  );
  for (const each of [booking, confirmed]) {
    const { length } = v8.serialize(shortenBooking(each));
    assert(length + each.id.length + 40 < IN_PLACE, `${length} bytes`);
    assert(length < 0.6 * v8.serialize(each).length, "without the names of its fields");
  }
  assert.deepEqual((await app.kv.get(keys.booking(booking.id))).value, shortenBooking(confirmed));
  assert.deepEqual(await getBooking(app.kv, booking.id), confirmed);
});
