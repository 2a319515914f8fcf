import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../../support/granted.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { startWithHost } from "../../support/running-program.ts";
import { signedIn, weekdayAfter } from "../../support/seeded-town.ts";
import { addEventType, addHost, bookingRequest } from "../../support/town.ts";

const alan = "alan@example.net", mary = "mary@example.net";

Deno.test("booking page: the host removes an extra guest, without scripts; another host does not", async () => {
  let id = "", session = "", foreign = "";
  await using program = await startWithHost({}, async (app, ada) => {
    await addEventType(app, ada, { slug: "open", allowExtraGuests: true });
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const start = startOfDay(date, ada.zone) + 10 * HOUR;
    const asked = bookingRequest({ slug: "open", start, extraGuests: [alan, mary] });
    const requested = await granted(bookings.request(app, asked));
    id = requested.booking.id;
    session = await signedIn(app, ada);
    const grace = { email: "grace@example.org", preferredUsername: "grace" };
    foreign = await signedIn(app, await addHost(app, grace));
  });
  const as = (secret: string) => startVisit(program.address, secret);
  const page = `/dashboard/bookings/${id}`, remove = `${page}?/removeGuest`;
  const host = as(session);
  const shown = await host.get(page);
  assert.match(shown.text, new RegExp(`aria-label="Remove ${alan}"`));
  assert.equal((await as(foreign).post(remove, { guest: alan, revision: "1" })).status, 404);
  const stale = await host.post(remove, { guest: alan, revision: "0" });
  assert.equal(stale.status, 409);
  assert.match(stale.text, /field-error/);

  const removed = await host.post(remove, { guest: alan, revision: "1" });
  assert.equal(removed.location, `${page}?notice=guestRemoved`);
  const after = (await host.get(removed.location)).text;
  assert.match(after, /Guest removed\./);
  assert.match(after, /Guests changed/, "in the history");
  assert.match(after, new RegExp(mary));
  assert.doesNotMatch(after, new RegExp(alan));
});
