import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { historyView } from "../../../src/routes/dashboard/bookings/[id]/booking-history.ts";
import { bookingRequest, town } from "../../support/town.ts";

Deno.test("historyView: a meeting cancelled because its entry was deleted says so, any other does not", async () => {
  const { app, host } = await town({ type: { slug: "coffee", decision: "instant" } });
  using _ = app;
  const historyAfter = async (actor: "calendar" | "host") => {
    const requested = await bookings.request(app, bookingRequest({ slug: "coffee" }));
    assert(requested.ok);
    const by = { actor, hostId: host.id };
    const ended = await bookings.cancel(app, requested.value.booking.id, {
      by,
      reason: "",
      revision: null,
    });
    assert(ended.ok);
    return (await historyView(app, ended.value, host)).find(({ what }) => what === "cancelled");
  };
  const byCalendar = await historyAfter("calendar");
  assert.equal(byCalendar?.by, "calendar");
  assert.match(byCalendar.message, /This meeting was deleted from your calendar/);
  assert.equal((await historyAfter("host"))?.message, "");
});
