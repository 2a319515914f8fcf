/** Where people meet, told everywhere alike: kinds of locations × page, email, invitation, CalDAV, Google, Microsoft. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { calendarObject } from "$lib/icalendar/calendar-object.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { readPeople } from "$lib/server/changes/booking-people.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { eventOf } from "$lib/server/jobs/meeting-event.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { granted } from "../../support/granted.ts";
import {
  connected,
  type Provider,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";
import { type LocationRow, locationTable } from "../../support/location-table.ts";
import { addEventType, bookingRequest, mondayTen, outboxOf } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

for (const row of locationTable) {
  for (const provider of row.at ? [row.at] : ["google", "microsoft"] as const) {
    Deno.test(`location ${row.kind}: the same on page, email, invitation, CalDAV and ${provider}`, async () => {
      await using given = await providerTown();
      const { app, ada } = given;
      const sent = outboxOf(app);
      await connected(given, provider);
      await addEventType(app, ada, { slug: "talk", decision: "instant", location: row.location });
      const booking = await bookAndDrain(given, row);

      const people = await readPeople(app, booking);
      const { place, way } = guestBookingView(app, booking, people, "t".repeat(43));
      matches("page", row.page[0], way?.address ?? place ?? null);
      matches("page link", row.page[1], way?.href ?? null);

      const toGuest = sent.filter(({ to }) => to.address === "grace@example.com").at(-1)!;
      const said = "^(?:Location|Join the meeting|Call|Open map):";
      if (row.email === null) assert.doesNotMatch(toGuest.text, new RegExp(said, "mu"));
      else assert.match(toGuest.text, new RegExp(`${said}[^\\n]*\\n?.*${row.email}`, "mu"));

      const invitation = unfolded(toGuest.invitation!.content);
      for (const line of row.invitation) assert.match(invitation, new RegExp(`^${line}`, "mu"));
      assert.deepEqual(placesIn(invitation), namesOf(row.invitation), "no other lines of a place");

      const host = { ...ada } as Host;
      const entry = unfolded(calendarObject(eventOf(booking, host, people)));
      for (const line of row.caldav) assert.match(entry, new RegExp(`^${line}`, "mu"));
      assert.deepEqual(placesIn(entry), namesOf(row.caldav), "no other lines of a place");

      matches(provider, row.entry, writtenLocation(given, provider));
    });
  }
}

function matches(what: string, pattern: string | null, value: string | null) {
  if (pattern === null) return assert.equal(value, null, what);
  assert.match(
    value ?? "",
    new RegExp(`^${pattern.replaceAll("?", "\\?").replaceAll("\\\\?", "\\?")}$`, "u"),
    what,
  );
}

/** The names of the lines that say where, in their order. */
function placesIn(object: string): string[] {
  return [...object.matchAll(/^(LOCATION|CONFERENCE)\b/gm)].map(([name]) => name);
}

function namesOf(lines: readonly string[]): string[] {
  return lines.map((line) => /^\w+/.exec(line)![0]).filter((name) =>
    name === "LOCATION" || name === "CONFERENCE"
  );
}

function unfolded(object: string): string {
  return object.replace(/\r\n[ \t]/g, "").replace(/\\([,;\\])/g, "$1");
}

async function bookAndDrain({ app, ada }: ProviderTown, row: LocationRow): Promise<Booking> {
  const request = bookingRequest({ slug: "talk", start: mondayTen });
  const { id, status, revision } = granted(
    await bookings.request(app, {
      ...request,
      location: row.chosen ?? null,
      guest: { ...request.guest, ...(row.phone ? { phone: row.phone } : {}) },
    }),
  ).booking;
  if (status === "PENDING") {
    const decision = { hostId: ada.id, revision, message: "", force: true };
    assert.ok((await bookings.confirm(app, id, decision)).ok);
  }
  await runDue(app);
  return (await getBooking(app.kv, id))!;
}

/** The location of the one event that was written there. */
function writtenLocation({ google, graph }: ProviderTown, provider: Provider): string {
  if (provider === "google") {
    const [calendar] = google.calendars.values();
    const [event] = [...calendar!.events.values()];
    return String(event?.resource.location ?? "");
  }
  const [event] = [...graph.events.values()];
  const location = event?.resource.location as { displayName?: string } | undefined;
  return location?.displayName ?? "";
}
