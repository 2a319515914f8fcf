import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { countsOf, storedCounts } from "../../support/counted-bookings.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";

const WEEK = 7 * DAY;
const by = { actor: "guest" as const };

Deno.test("dates of a series are counted as they are requested and changed together", async () => {
  const { app, host } = await repeatingTown();
  const request = seriesRequest({ dates: 4 }, { slug: "coffee" });
  const { id } = granted(await bookings.request(app, request)).booking.series!;
  const counted = async () => {
    await countBookings(app, host.id);
    const dates = await getSeries(app.kv, id);
    assert.deepEqual(await storedCounts(app.kv, host.id), countsOf(dates, host.zone));
    return dates;
  };
  const second = (await counted())[1]!;
  const { start, revision } = second;
  const moved = await bookings.rescheduleFrom(app, second, { by, start: start + WEEK, revision });
  assert(moved.every(({ outcome }) => outcome.ok));
  const first = (await counted())[0]!;
  const cancelled = await bookings.cancelFrom(app, first, {
    by,
    reason: "",
    revision: first.revision,
  });
  assert(cancelled.every(({ outcome }) => outcome.ok));
  assert.equal((await counted()).filter(({ status }) => status === "CANCELLED").length, 4);
});
