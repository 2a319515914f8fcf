/** Whom a guest of a team brings along is asked of the block list of every member who comes. */
import assert from "node:assert/strict";
import type { TeamTerms } from "$lib/scheduling/team-terms.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { granted, refusal } from "../../support/granted.ts";
import { teamTown, type TeamTownOptions } from "../../support/team-town.ts";
import { bookingRequest } from "../../support/town.ts";

const alan = "alan@example.net", mary = "mary@example.net";

async function stage(mode: TeamTerms["mode"], members: TeamTownOptions["members"] = {}) {
  const type = { allowExtraGuests: true, whenCalendarStale: "ignore" as const };
  const town = await teamTown({ type, terms: { mode }, members });
  const [ada, ben, cleo] = town.hosts;
  let asked = 0;
  const request = (extraGuests = [alan, mary]) => {
    const { guest, ...rest } = bookingRequest({ slug: "visit", extraGuests });
    const email = `guest${++asked}@example.org`;
    return bookings.request(town.app, {
      ...rest,
      username: "",
      teamSlug: "mill",
      guest: { ...guest, email },
    });
  };
  return { ...town, ada: ada!, ben: ben!, cleo: cleo!, request };
}

const guestsRefusal = (outcome: Awaited<ReturnType<typeof bookings.request>>) =>
  outcome.ok ? outcome.value.booking.hosts : outcome.refusal.fields?.["guests"];

Deno.test("a round robin is taken by a member who blocks nobody who comes", async () => {
  const { app, ada, ben, cleo, request } = await stage("round-robin");
  for (const { id } of [ada, cleo]) assert((await block(app, id, mary)).ok);
  assert.deepEqual(guestsRefusal(await request()), [ben.id]);
  assert.equal(guestsRefusal(await request()), "guests-declined", "nobody else may be asked");
  const others = [await request([alan]), await request([alan])];
  assert.deepEqual(others.flatMap(guestsRefusal).sort(), [ada.id, cleo.id].sort());
});

Deno.test("a collective is refused for whom a required member blocks; an optional one stays away", async () => {
  const { app, ada, ben, cleo, request } = await stage("collective", {
    cleo: { isOptional: true },
  });
  assert((await block(app, cleo.id, mary)).ok);
  assert.deepEqual(guestsRefusal(await request()), [ada.id, ben.id]);
  assert((await block(app, ben.id, alan)).ok);
  assert.equal(guestsRefusal(await request()), "guests-declined");
});

Deno.test("nobody is added later, or given a booking with somebody, whom a member blocks", async () => {
  const { app, ada, ben, cleo, request } = await stage("round-robin");
  for (const { id } of [ada, cleo]) assert((await block(app, id, alan)).ok);
  const { booking } = await granted(request([alan]));
  assert.deepEqual(booking.hosts, [ben.id]);
  assert.deepEqual(await bookings.freeMembersFor(app, booking), []);

  assert((await block(app, ben.id, mary)).ok);
  const change = { guests: [alan, mary], revision: null };
  const added = await refusal(bookings.changeExtraGuests(app, booking.id, change));
  assert.equal(added.fields?.["guests"], "guests-declined");
});
