import assert from "node:assert/strict";
import type { Meeting } from "$lib/server/bookings/meeting.ts";
import { eventOf, eventOfMeeting } from "$lib/server/jobs/meeting-event.ts";
import { ada, confirmedBooking } from "../../support/sample-booking.ts";
import { ben, cleo, teamBooking } from "../../support/sample-team-booking.ts";

const addresses = (event: ReturnType<typeof eventOf>) => event.attendees.map(({ email }) => email);

Deno.test("eventOf: a collective's entry has the guest and every member, organized by the team", () => {
  const booking = teamBooking([ada(), ben], { optional: [ben.id], withdrawn: [cleo.id] });
  const people = { hosts: [ada(), ben], withdrawn: [cleo] };
  for (const host of people.hosts) {
    const event = eventOf(booking, host, people);
    assert.equal(event.title, "Intro call: Tilda Swan");
    assert.deepEqual(event.organizer, booking.organizer);
    assert.deepEqual(
      event.attendees.map(({ email, isOptional, hasDeclined }) => [
        email,
        isOptional ?? false,
        hasDeclined ?? false,
      ]),
      [
        ["tilda@example.net", false, false],
        ["ada@example.org", false, false],
        ["ben@example.org", true, false],
        ["cleo@example.org", false, true],
      ],
    );
    assert.match(
      event.description,
      /Mill Street: Ada Lovelace and Ben Okri\nDeclined: Cleo Mar\n/,
    );
  }
});

Deno.test("eventOf: a host's own booking has its guest, and no line about a team", () => {
  const event = eventOf(confirmedBooking(), ada(), { hosts: [ada()], withdrawn: [] });
  assert.deepEqual(addresses(event), ["tilda@example.net"]);
  assert.doesNotMatch(event.description, /Ada|Declined/);
});

Deno.test("eventOfMeeting: a shared slot of a collective lists its members, never its guests", () => {
  const seat = teamBooking([ada(), ben], {}, { slot: "s".repeat(22) });
  const { type, start, end, bufferBefore, bufferAfter, hosts, changedAt } = seat;
  const bookingIds = [seat.id];
  const both = { id: seat.slot, hosts, start, end, sequence: 0, revision: 1, changedAt };
  const slot = { ...both, type, bufferBefore, bufferAfter, bookingIds };
  const meeting: Meeting = { ...both, uid: "slot@booking.invito", confirmed: [seat], slot };
  const event = eventOfMeeting(meeting, ada(), { hosts: [ada(), ben], withdrawn: [] });
  assert.deepEqual(addresses(event), ["ada@example.org", "ben@example.org"]);
  assert.match(event.description, /Mill Street: Ada Lovelace and Ben Okri$/);
});
