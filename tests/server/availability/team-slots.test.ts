/** A team offers what one of its members has free, or all of them, by independent oracles over drawn rules. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { noBookingLimits } from "$lib/scheduling/booking-limits.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { TeamMode } from "$lib/scheduling/team-terms.ts";
import { explainMembers } from "$lib/server/availability/explain-team.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { membersFreeAt } from "$lib/server/availability/member-starts.ts";
import { request } from "$lib/server/bookings/index.ts";
import { hostsOffering } from "$lib/server/event-types/find-bookable-type.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getSchedule, listSchedules, setSchedule } from "$lib/server/store/schedules.ts";
import { getOpenTeam } from "$lib/server/store/teams.ts";
import { aCase, drawnHost, writeDrawn } from "../../support/drawn-rules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { type Offer, offeredStarts } from "../../support/slot-oracle.ts";
import { addTeam, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";
import { addColleague } from "../../support/two-hosts.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const RUNS = isFull ? 60 : 6;

/** Two members' rules in one month; what is the team's is the same for both, and it has no limits. */
const aPair = fc.record({
  first: aCase,
  second: aCase,
  zone: fc.constantFrom(null, "Europe/Lisbon", "Asia/Kathmandu"),
}).map(({ first, second, zone }) => {
  const shared = { horizon: { days: 60 }, seats: 1, typeCaps: noBookingLimits };
  const one = { ...first, ...shared } as typeof first;
  const other = { ...second, ...shared, minutes: first.minutes } as typeof first;
  const place: typeof first.place = [zone ?? first.place[0], first.place[1]];
  return { first: one, second: { ...other, place } };
});

/** What the oracle is asked of a team of two hosts. */
function together(one: Offer, other: Offer): Offer {
  return { ...one, zone: "Europe/Berlin", members: [...one.members, ...other.members] };
}

/** The drawn type as a team's, taken by these two at their own hours. */
async function asTeamType(app: TestApp, type: EventType, hostIds: string[], mode: TeamMode) {
  const hosts = hostIds.map((id) => ({ id }));
  const team = await addTeam(app, hosts as never, { zone: "Europe/Berlin" });
  const members = hostIds.map((hostId) => ({
    hostId,
    weight: 1,
    priority: 3,
    isOptional: false,
    scheduleId: type.scheduleId,
  }));
  const rules = { confirmedBy: "first", whenDeclined: "end" } as const;
  const teamType: EventType = {
    ...type,
    id: `${type.id}-team`,
    ownerId: team.id,
    team: { mode, members, ...rules, keepsHost: true, prefersSameHost: true },
  };
  assert(await commit(setEventType(app.kv.atomic(), teamType, null)));
  return teamType;
}

Deno.test("round robin: offered is what either member has free, from memory and read anew", async () => {
  let offered = 0, onlyOne = 0;
  await fc.assert(
    fc.asyncProperty(aPair, async ({ first, second }) => {
      const { app, host, type, window, ...one } = await drawnHost(first);
      using _closed = app;
      const added = await addColleague(app, host, type.scheduleId);
      const { host: colleague, ...other } = await writeDrawn(app, added, type, second);
      const teamType = await asTeamType(app, type, [host.id, colleague.id], "round-robin");
      const { minutes } = first;
      const search = { hosts: [host, colleague], type: teamType, minutes, window };
      const { starts } = await findSlots(app, search);

      const ofOne = new Set(offeredStarts(one.offer, window));
      const ofOther = new Set(offeredStarts(other.offer, window));
      const either = offeredStarts(together(one.offer, other.offer), window);
      assert.deepEqual(starts, either, "oracle");
      assert.deepEqual((await findSlots(app, search)).starts, either, "from memory");

      for (const start of either.slice(0, 40)) {
        const time = { start, end: start + minutes * MINUTE };
        const free = await granted(membersFreeAt(app, teamType, teamType.team!.members, {
          time,
          now: app.now(),
        }));
        const ids = free.map(({ hostId }) => hostId);
        assert.deepEqual([host.id, colleague.id].map((id) => ids.includes(id)), [
          ofOne.has(start),
          ofOther.has(start),
        ]);
      }
      offered += either.length;
      onlyOne += ofOne.symmetricDifference(ofOther).size;
    }),
    { numRuns: RUNS, endOnFailure: true, ...(isFull ? {} : { seed: 5 }) },
  );
  assert(offered > 50 && onlyOne > 50, `${offered} offered, ${onlyOne} by one alone`);
});

Deno.test("collective: offered is what both members have free", async () => {
  let offered = 0;
  await fc.assert(
    fc.asyncProperty(aPair, async ({ first, second }) => {
      const { app, host, type, window, ...one } = await drawnHost(first);
      using _closed = app;
      const added = await addColleague(app, host, type.scheduleId);
      const { host: colleague, ...other } = await writeDrawn(app, added, type, {
        ...second,
        rules: first.rules,
        overrides: [],
      });
      const teamType = await asTeamType(app, type, [host.id, colleague.id], "collective");
      const search = { hosts: [host, colleague], type: teamType, minutes: first.minutes, window };
      const { starts } = await findSlots(app, search);
      const offer = { ...together(one.offer, other.offer), mode: "collective" as const };
      assert.deepEqual(starts, offeredStarts(offer, window));
      offered += starts.length;
    }),
    { numRuns: RUNS, endOnFailure: true, ...(isFull ? {} : { seed: 7 }) },
  );
  assert(offered > 50, `${offered} offered`);
});

const morning = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };

Deno.test("collective: starts count from where all are open, whatever the hours of each", async () => {
  const { app, hosts, type } = await teamTown({
    names: ["ada", "ben"],
    type: { durations: [60] },
    terms: { mode: "collective" },
  });
  const [schedule] = await listSchedules(app.kv, hosts[1]!.id);
  const rules = schedule!.rules.map((rule) => ({ ...rule, from: rule.from + 30 }));
  const op = guardedCommit(app.kv, await getGuard(app.kv, hosts[1]!.id));
  assert(await commit(setSchedule(op, { ...schedule!, rules })));
  const { starts } = await findSlots(app, { hosts, type, minutes: 60, window: morning });
  // Ada from nine, Ben from half past nine.
  assert.deepEqual(starts.slice(0, 2), [mondayTen - HOUR / 2, mondayTen + HOUR / 2]);
  const asked = bookingRequest({ slug: "visit", start: mondayTen + HOUR / 2 });
  assert((await request(app, { ...asked, username: "", teamSlug: "mill" })).ok);
});

Deno.test("round robin: a time is gone when all have it taken, and back when their requests expire", async () => {
  const { app, hosts, type } = await teamTown({ names: ["ada", "ben"] });
  const tuesdayTen = mondayTen + DAY;
  const window = { start: tuesdayTen - 2 * HOUR, end: tuesdayTen + 8 * HOUR };
  const search = { hosts, type, minutes: 30, window };
  const before = (await findSlots(app, search)).starts;
  for (const username of ["ada", "ben"]) {
    assert((await findSlots(app, search)).starts.includes(tuesdayTen));
    assert((await request(app, bookingRequest({ username, start: tuesdayTen }))).ok);
  }
  const booked = (await findSlots(app, search)).starts;
  assert(!booked.includes(tuesdayTen) && booked.length < before.length);
  app.at(app.now() + DAY);
  assert.deepEqual((await findSlots(app, search)).starts, before);
});

Deno.test("hostsOffering names nobody for a collective without one of its required members", async () => {
  const { app, hosts, type } = await teamTown({ terms: { mode: "collective" } });
  assert.equal((await hostsOffering(app, type)).length, 3);
  await app.kv.delete(keys.host(hosts[2]!.id));
  const offering = await hostsOffering(app, type);
  assert.deepEqual(offering, []);
  const { starts } = await findSlots(app, { hosts: offering, type, minutes: 30, window: morning });
  assert.deepEqual(starts, []);
});

Deno.test("the limits of a team's type count in the team's zone and close its days", async () => {
  for (const mode of ["round-robin", "collective"] as const) await limitsInTeamZone(mode);
});

async function limitsInTeamZone(mode: TeamMode) {
  const { app, hosts, type, team } = await teamTown({
    type: { bookingLimits: { day: 1, week: null, month: null } },
    terms: { mode },
  });
  using _ = app;
  const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
  // Where Monday ends at eleven in Berlin.
  const zone = "Pacific/Kiritimati";
  assert((await op.set(keys.team(team.id), { ...team, zone }).commit()).ok);
  assert.equal((await getOpenTeam(app.kv, team.id))?.zone, zone);
  const asked = { ...bookingRequest({ slug: "visit" }), username: "", teamSlug: "mill" };
  assert((await request(app, asked)).ok);
  const { starts } = await findSlots(app, { hosts, type, minutes: 30, window: morning });
  assert.equal(starts[0], mondayTen + HOUR);
  const before = await refusal(request(app, { ...asked, start: mondayTen - HOUR }));
  assert.equal(before.code, "not-offered");
  assert((await request(app, { ...asked, start: mondayTen + HOUR })).ok);
}

Deno.test("round robin: the booking window follows the team's zone as soon as it is changed", async () => {
  const { app, hosts, type, team } = await teamTown({ type: { bookingWindowDays: 1 } });
  // Sunday noon in Berlin: the window ends on Tuesday in the west, on Monday evening in the east.
  const window = { start: mondayTen, end: mondayTen + 30 * HOUR };
  const lastIn = async (zone: string) => {
    const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
    assert((await op.set(keys.team(team.id), { ...team, zone }).commit()).ok);
    const { starts } = await findSlots(app, { hosts, type, minutes: 30, window });
    return starts.at(-1)! - mondayTen;
  };
  const east = await lastIn("Pacific/Kiritimati");
  assert(await lastIn("Pacific/Midway") > east);
});

Deno.test("explainMembers: each start with the codes of every member, offered as findSlots offers it", async () => {
  for (const mode of ["round-robin", "collective"] as const) {
    const { app, hosts, type } = await teamTown({ names: ["ada", "ben"], terms: { mode } });
    using _ = app;
    assert((await request(app, bookingRequest({ username: "ben" }))).ok);
    const { starts, members } = await explainMembers(app, { type, minutes: 30, window: morning });
    const offered = starts.filter(({ reasons }) => reasons.length === 0).map(({ start }) => start);
    const { starts: found } = await findSlots(app, { hosts, type, minutes: 30, window: morning });
    assert.deepEqual(offered, found);
    const ten = starts.find(({ start }) => start === mondayTen)!;
    assert.deepEqual(ten.members.map(({ codes }) => codes), [[], ["BOOKED"]]);
    assert.deepEqual(ten.reasons, mode === "collective" ? ["MEMBER"] : []);
    const ben = members.find(({ hostId }) => hostId === hosts[1]!.id)!;
    assert.deepEqual(ben.time.map(({ code }) => code), ["HOURS", "BOOKED", "HOURS"]);
    assert(!JSON.stringify([starts, members]).includes("Grace"));
    assert(await getSchedule(app.kv, ben.hostId, (await listSchedules(app.kv, ben.hostId))[0]!.id));
  }
});
