import assert from "node:assert/strict";
import fc from "fast-check";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { countSome } from "$lib/server/analytics/count-bookings.ts";
import { readTeamShares } from "$lib/server/analytics/team-shares.ts";
import { storeBooking } from "../../support/counted-bookings.ts";
import { noon, pendingBooking } from "../../support/sample-booking.ts";
import { addMemberHost, addTeam, addTeamType } from "../../support/team-town.ts";
import { town } from "../../support/town.ts";

const from = "2026-11-24", to = "2026-11-26";

const change: fc.Arbitrary<Partial<Booking>> = fc.constantFrom<Partial<Booking>>(
  { status: "CONFIRMED" },
  { status: "REJECTED" },
  { status: "CANCELLED", endReason: "cancelled", changedBy: "guest" },
  { status: "CONFIRMED", noShowAt: noon },
  { emailUnverified: true },
  { isTest: true },
);
const step = fc.record({
  n: fc.nat(9),
  who: fc.nat(2),
  day: fc.integer({ min: -2, max: 4 }),
  change: fc.option(change),
  counts: fc.integer({ min: 0, max: 3 }),
});

Deno.test("readTeamShares: bookings of each member, whoever had them before, whatever was counted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { app, host } = await town(), { kv } = app;
      const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
      const team = await addTeam(app, [host, ben]);
      const type = await addTeamType(app, team, [host, ben], {
        type: { title: "Chat", slug: "chat" },
        terms: { mode: "round-robin" },
      });
      const stored = new Map<number, Booking>();
      for (const { n, who, day, change, counts } of steps) {
        const was = stored.get(n) ?? null, first = pendingBooking();
        const made: Booking = was ?? {
          ...first,
          id: `booking-${n}`,
          createdAt: noon + day * DAY,
          type: { ...first.type, id: type.id },
          team: { id: team.id, optional: [], mode: "round-robin" } as unknown as NonNullable<
            Booking["team"]
          >,
        };
        // Whether it is a test is known from the beginning.
        const { isTest = made.isTest, ...other } = change ?? {};
        const is = {
          ...made,
          ...other,
          isTest: was ? was.isTest : isTest,
          hosts: [[host, ben, cleo][who]!.id],
          revision: made.revision + 1,
        };
        await storeBooking(kv, was, is);
        stored.set(n, is);
        if (counts > 0) await countSome(kv, team.id, counts);
      }
      const must = [...stored.values()].filter((booking) => {
        const date = dateAt(booking.createdAt, team.zone);
        return from <= date && date <= to && !booking.isTest && !booking.emailUnverified &&
          (booking.status === "PENDING" || booking.status === "CONFIRMED");
      });
      const of = (id: string) => must.filter(({ hosts }) => hosts[0] === id).length;
      const shares = await readTeamShares(app, team.id, { from, to, timezone: team.zone });
      assert.equal(shares.isComplete, true);
      const [chat] = shares.eventTypes;
      assert.equal(chat!.booked, must.length);
      assert.deepEqual(chat!.members.map(({ booked }) => booked), [of(host.id), of(ben.id)]);
      assert.equal(chat!.bookedByOthers, of(cleo.id));
      kv.close();
    }),
    { numRuns: Number(Deno.env.get("PROPERTY_RUNS") ?? 60) },
  );
});

Deno.test("readTeamShares: a collective has its volume, each booking once, and no shares", async () => {
  const { app, host } = await town(), { kv } = app;
  const ben = await addMemberHost(app, "ben");
  const team = await addTeam(app, [host, ben]);
  const members = [host, ben];
  const add = (slug: string, mode: "collective" | "round-robin") =>
    addTeamType(app, team, members, { type: { title: slug, slug }, terms: { mode } });
  const panel = await add("panel", "collective"), empty = await add("empty", "collective");
  const chat = await add("chat", "round-robin");
  const store = (id: string, typeId: string, given: Partial<Booking> = {}) => {
    const first = pendingBooking();
    const made = { id: team.id, optional: [], mode: "collective" };
    return storeBooking(kv, null, {
      ...first,
      id,
      createdAt: noon,
      hosts: [host.id, ben.id],
      type: { ...first.type, id: typeId },
      team: made as unknown as NonNullable<Booking["team"]>,
      ...given,
    });
  };
  await store("b1", panel.id);
  await store("b2", panel.id, { status: "CONFIRMED" });
  await store("b3", panel.id, { status: "CANCELLED", endReason: "cancelled" });
  await store("b4", panel.id, { createdAt: noon - 30 * DAY });
  await store("b5", chat.id, { hosts: [ben.id] });
  const shares = await readTeamShares(app, team.id, { from, to, timezone: team.zone });
  const volumes = shares.collectives.map(({ id, booked }) => [id, booked]);
  assert.deepEqual(Object.fromEntries(volumes), { [panel.id]: 2, [empty.id]: 0 });
  assert.deepEqual(shares.eventTypes.map(({ id, booked }) => [id, booked]), [[chat.id, 1]]);
});
