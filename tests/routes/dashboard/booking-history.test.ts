import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { historyView } from "../../../src/routes/dashboard/bookings/[id]/booking-history.ts";
import { granted } from "../../support/granted.ts";
import { ask, town } from "../../support/town.ts";

Deno.test("historyView: a meeting cancelled because its entry was deleted says so, any other does not", async () => {
  const { app, host } = await town({ type: { slug: "coffee", decision: "instant" } });
  const historyAfter = async (actor: "calendar" | "host") => {
    const requested = await ask(app, { slug: "coffee" });
    const by = { actor, hostId: host.id };
    const ended = await granted(bookings.cancel(app, requested.booking.id, {
      by,
      reason: "",
      revision: null,
    }));
    return (await historyView(app, ended, host)).find(({ event }) => event === "cancelled");
  };
  const byCalendar = await historyAfter("calendar");
  assert.equal(byCalendar?.by, "from the calendar");
  assert.match(byCalendar.message, /This meeting was deleted from your calendar/);
  assert.equal((await historyAfter("host"))?.message, "");
});

Deno.test("historyView: of a team booking it names the other member who did it", async () => {
  const town = await teamTown({ terms: { mode: "collective" } }), { app } = town;
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, town.hosts);
  const decision = { hostId: ben!.id, revision: 1, message: "", force: false };
  assert((await bookings.confirm(app, booking.id, decision)).ok);
  const by = async (reader: Host) =>
    (await historyView(app, booking, reader)).find(({ event }) => event === "confirmed")?.by;
  assert.deepEqual([await by(ada!), await by(ben!)], ["by Ben Moor", "by you"]);
});
