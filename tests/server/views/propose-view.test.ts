import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { parsePicked, proposeView } from "$lib/server/views/propose-view.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";

const at = (hours: number) => isoInstant(mondayTen + hours * HOUR);

async function requested(zone = "America/New_York") {
  const { app, host } = await town();
  const request = bookingRequest();
  const { booking } = await granted(
    bookings.request(app, { ...request, guest: { ...request.guest, zone } }),
  );
  const view = (query: string) =>
    proposeView(app, booking, host, {
      asked: new URLSearchParams(query),
      region: null,
      back: "/back",
    });
  return { app, host, booking: booking as Booking, view };
}

Deno.test("parsePicked: what is no time is left out, each once, in order, no more than may be", () => {
  const of = (picked: string) => parsePicked(new URLSearchParams({ picked }), 2).map(isoInstant);
  assert.deepEqual(of(""), []);
  assert.deepEqual(of(`${at(2)},soon,${at(1)},${at(2)}`), [at(1), at(2)]);
  assert.deepEqual(of([3, 1, 2].map(at).join(",")), [at(1), at(2)]);
});

Deno.test("proposeView: a click picks a time and keeps the others, another removes it", async () => {
  const { view } = await requested();
  const first = await view("date=2026-11-02");
  const pick = first.picker?.day?.times.find(({ iso }) => iso === at(2));
  assert.equal(pick?.picked, false);
  assert.equal(first.next, null);
  const second = await view(pick.href!.slice(1));
  const again = second.picker?.day?.times.find(({ iso }) => iso === at(2));
  assert.equal(again?.picked, true);
  assert.equal(new URLSearchParams(again.href!.slice(1)).get("picked"), null);
  assert.deepEqual(second.picked.map(({ iso, gone }) => [Date.parse(iso), gone]), [
    [Date.parse(at(2)), false],
  ]);
  const other = second.picker?.month?.weeks.flat().find((day) => day?.date === "2026-11-03");
  const onOther = await view(other!.href!.slice(1));
  assert.equal(onOther.picked.length, 1);
  assert.equal(onOther.picker?.day?.date, "2026-11-03");
});

Deno.test("proposeView: five at most, and the sending step names those that are gone", async () => {
  const { app, view } = await requested();
  const five = [1, 2, 3, 4, 5].map(at).join(",");
  const full = await view(`date=2026-11-02&picked=${five}`);
  assert.equal(full.picked.length, 5);
  const others = full.picker!.day!.times.filter(({ picked }) => !picked);
  assert(others.length > 0 && others.every(({ href }) => href === null));
  assert.equal((await view(`picked=${five},${at(6)}`)).picked.length, 5);

  await ask(app, { start: mondayTen + 2 * HOUR });
  const sending = await view(`send=1&picked=${five}`);
  assert(sending.sending);
  assert.deepEqual(sending.picked.map(({ gone }) => gone), [false, true, false, false, false]);
});

Deno.test("proposeView: the guest’s time stands beside the host’s, with its day where it is another", async () => {
  const { view } = await requested("Pacific/Auckland");
  const { picker, legend, requestedForGuest } = await view("date=2026-11-02");
  const time = picker?.day?.times.find(({ iso }) => iso === at(3));
  assert.equal(time?.label, "13:00");
  assert.match(time.note ?? "", /^Tue,? 3 Nov, 01:00$/);
  assert.match(legend ?? "", /Auckland/);
  assert.match(requestedForGuest ?? "", /Auckland/);

  const same = await requested("Europe/Paris");
  const near = await same.view("date=2026-11-02");
  assert.equal(near.picker?.day?.times[0]?.note, null);
  assert.equal(near.requestedForGuest, null);
});

Deno.test("proposeView: a member is not told that a time is confirmed where all have to confirm", async () => {
  for (const confirmedBy of ["first", "all"] as const) {
    const world = await teamTown({ terms: { mode: "collective", confirmedBy } });
    const [ada, ben, cleo] = world.hosts as [Host, Host, Host];
    using app = world.app;
    const booking = await addTeamBooking(world, [ben, cleo]);
    const asked = new URLSearchParams();
    const agrees = async (host: Host) =>
      (await proposeView(app, booking, host, { asked, region: null, back: "/" })).agrees;
    assert.deepEqual([await agrees(ben), await agrees(ada)], [confirmedBy === "first", true]);
  }
});

Deno.test("proposeView: times that overlap the request are offered, its own is not", async () => {
  const { booking, view } = await requested();
  const { picker } = await view("date=2026-11-02");
  const starts = picker?.day?.times.map(({ iso }) => Date.parse(iso)) ?? [];
  assert(starts.includes(booking.start + 15 * MINUTE));
  assert(!starts.includes(booking.start));
});
