/** The column of CalDAV in the table of locations, as a real server keeps it. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { twoWays } from "../../support/caldav/two-way-host.ts";
import { granted } from "../../support/granted.ts";
import { locationTable } from "../../support/location-table.ts";
import { requires } from "../../support/required-programs.ts";
import { addEventType, bookingRequest, mondayTen } from "../../support/town.ts";

Deno.test(
  "locations: a host's entry at Radicale has the lines of the table",
  requires("radicale"),
  async (t) => {
    await using town = await twoWays();
    if (!town) return;
    const { app, host } = town;
    for (const [n, row] of locationTable.filter(({ at }) => !at).entries()) {
      await t.step(row.kind, async () => {
        const slug = `talk-${n}`, start = mondayTen + (n % 5) * DAY + Math.floor(n / 5) * 7 * DAY;
        await addEventType(app, host, { slug, decision: "instant", location: row.location });
        const request = bookingRequest({ slug, start });
        const requested = await granted(bookings.request(app, {
          ...request,
          location: row.chosen ?? null,
          guest: { ...request.guest, ...(row.phone ? { phone: row.phone } : {}) },
        }));
        const { id, revision, status } = requested.booking;
        if (status === "PENDING") {
          const decision = { hostId: host.id, revision, message: "", force: true };
          assert.ok((await bookings.confirm(app, id, decision)).ok);
        }
        await town.drain();
        const entry = await town.event(requested.booking);
        assert.ok(entry, "nothing was written");
        const lines = entry.replace(/\\([,;\\])/g, "$1");
        for (const line of row.caldav) assert.match(lines, new RegExp(`^${line}`, "mu"));
        if (row.caldav.length === 0) assert.doesNotMatch(lines, /^(LOCATION|CONFERENCE|URL)/m);
      });
    }
  },
);
