import assert from "node:assert/strict";
import { confirm, reject, request } from "$lib/server/bookings/index.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { readPeople } from "$lib/server/changes/booking-people.ts";
import { type BookingEvent, movedFrom } from "$lib/scheduling/booking-history.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { bookingRequest, town } from "../../support/town.ts";

const token = "t".repeat(43);
const pagePath = "/calendar/ada";

Deno.test("guestBookingView shows a request as expired at the very instant of its deadline", async () => {
  const { app, host } = await town();
  const { booking } = await granted(request(app, bookingRequest()));
  app.at(booking.reservedUntil! - 1);
  assert.equal(guestBookingView(app, booking, { hosts: [host], pagePath }, token).state, "pending");
  app.at(booking.reservedUntil!);
  const view = guestBookingView(app, booking, { hosts: [host], pagePath }, token);
  assert.deepEqual([view.state, view.live, view.deadline], ["expired", false, null]);
});

Deno.test("guestBookingView uses the guest's zone and clock, and names the host's", async () => {
  const { app, host } = await town();
  const requested = await granted(request(app, bookingRequest()));
  const view = guestBookingView(app, requested.booking, { hosts: [host], pagePath }, token);
  assert.equal(view.time, "4:00 AM – 4:30 AM");
  assert.match(view.zone, /America\/New York \(GMT−5\)/);
  assert.match(view.hostTime?.when ?? "", /Europe\/Berlin, GMT\+1/);
  assert.equal(view.address, `${app.baseUrl}/booking/${token}`);
  assert.equal(view.mail, false);
});

Deno.test("guestBookingView gives calendar links and the location only once it is confirmed", async () => {
  const { app, host } = await town({
    type: {
      slug: "call",
      location: { kind: "link", value: "https://meet.example/ada" },
    },
  });
  const requested = await granted(request(app, bookingRequest({ slug: "call" })));
  const before = guestBookingView(app, requested.booking, { hosts: [host], pagePath }, token);
  assert.deepEqual([before.calendar, before.way], [null, null]);
  assert.equal(before.place, "Online, link after confirmation");

  const decision = { hostId: host.id, revision: 1, message: "Good.", force: false };
  const yes = await granted(confirm(app, requested.booking.id, decision));
  const after = guestBookingView(app, yes, { hosts: [host], pagePath }, token);
  assert.equal(after.place, "Online meeting");
  assert.deepEqual(after.way, {
    label: "Join the meeting",
    href: "https://meet.example/ada",
    address: "https://meet.example/ada",
  });
  app.at(yes.end);
  const over = guestBookingView(app, yes, { hosts: [host], pagePath }, token);
  assert.deepEqual([over.place, over.way], ["https://meet.example/ada", null]);
  assert.match(after.calendar?.google ?? "", /dates=20261102T090000Z%2F20261102T093000Z/);
  assert.equal(after.message, "Good.");
});

Deno.test("guestBookingView makes no link of a location that is no web address", async () => {
  const { app, host } = await town();
  const requested = await granted(request(app, bookingRequest()));
  const location = { kind: "link", value: "javascript:alert(1)" } as const;
  const { booking } = requested;
  const type = { ...booking.type, location };
  const view = guestBookingView(app, { ...booking, type, status: "CONFIRMED" }, {
    hosts: [host],
    pagePath,
  }, token);
  assert.deepEqual([view.place, view.way], ["javascript:alert(1)", null]);
});

Deno.test("guestBookingView links to the page with name and note after a rejection, never with the address", async () => {
  const { app, host } = await town();
  const requested = await granted(request(
    app,
    bookingRequest({ guest: { note: "Compilers & co" } }),
  ));
  const decision = { hostId: host.id, revision: 1, message: "", force: false };
  const no = await granted(reject(app, requested.booking.id, decision));
  const again = new URL(
    guestBookingView(app, no, { hosts: [host], pagePath }, token).rebook!,
    "http://x",
  );
  assert.equal(again.pathname, "/calendar/ada/intro-call");
  assert.equal(again.searchParams.get("note"), "Compilers & co");
  assert.equal(again.searchParams.get("email"), null);
});

Deno.test("guestBookingView names everybody of a collective, and the team in sentences", async () => {
  const town = await teamTown({ terms: { mode: "collective" } }), { app } = town;
  const booking = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  const people = await readPeople(app, booking);
  const view = guestBookingView(app, booking, people, token);
  assert.equal(view.who, "Ada Moor, Ben Moor and Cleo Moor");
  assert.equal(view.lead, "The Mill is looking forward to meeting you.");
  assert.match(view.calendar?.google ?? "", /Ada\+Moor%2C\+Ben\+Moor\+and\+Cleo\+Moor/);
});

Deno.test("guestBookingView names the member of a round robin with the team, whose page it leads back to", async () => {
  const town = await teamTown(), { app } = town;
  const booking = await addTeamBooking(town, [town.hosts[1]!]);
  const over: Booking = { ...booking, status: "REJECTED" };
  const view = guestBookingView(app, over, await readPeople(app, over), token);
  assert.equal(view.who, "Ben Moor (The Mill)");
  assert.equal(view.title, "Ben Moor (The Mill) declined this time");
  assert.match(view.rebook ?? "", /^\/team\/mill\/visit\?/);
});

Deno.test("guestBookingView says who cancelled, and where the time was before it was moved", async () => {
  const { app, host } = await town();
  const { booking } = await granted(request(app, bookingRequest()));
  const cancelledBy = (changedBy: Booking["changedBy"]) =>
    guestBookingView(app, { ...booking, status: "CANCELLED", endReason: "cancelled", changedBy }, {
      hosts: [host],
      pagePath,
    }, token).title;
  assert.equal(cancelledBy("guest"), "You cancelled this booking");
  assert.equal(cancelledBy("host"), `${host.name} cancelled this booking`);
  assert.equal(cancelledBy("calendar"), `${host.name} cancelled this booking`);
  assert.equal(cancelledBy("time"), "This booking was cancelled");

  const people = { hosts: [host], pagePath };
  assert.equal(guestBookingView(app, booking, people, token).movedFrom, null);
  const was = booking.start - DAY;
  const moved = guestBookingView(app, booking, people, token, { was });
  assert.equal(moved.movedFrom, "Moved from Sun, Nov 1, 4:00 AM");
});

Deno.test("movedFrom: the time before the last reschedule, whatever was asked for in between", () => {
  const entries = (...all: [BookingEvent, number][]) =>
    movedFrom(all.map(([event, start]) => ({ at: 0, by: "guest", event, start, end: start + 1 })));
  assert.equal(entries(["confirmed", 1], ["guests-changed", 1]), null);
  assert.equal(entries(["confirmed", 1], ["rescheduled", 2]), 1);
  assert.equal(entries(["confirmed", 1], ["rescheduled", 2], ["rescheduled", 1]), 2);
  const asked: [BookingEvent, number][] = [
    ["confirmed", 1],
    ["reschedule-requested", 3],
    ["guests-changed", 3],
  ];
  assert.equal(entries(...asked), null);
  assert.equal(entries(...asked, ["reschedule-declined", 1]), null);
  assert.equal(entries(...asked, ["rescheduled", 3]), 1);
  assert.equal(movedFrom([]), null);
});
