import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { explainWanted } from "$lib/server/availability/explain-wanted.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { getHostRules, setHostRules } from "$lib/server/store/host-rules.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

async function askFor({ app, hosts, team, type }: TeamTown, start: number) {
  const explained = await explainWanted(app, {
    hosts,
    type,
    minutes: 30,
    zone: team.zone,
    time: { kind: "start", start },
    at: app.now(),
    isRefused: false,
  });
  return explained && [explained.reasons, explained.changes];
}

for (const mode of ["round-robin", "collective"] as const) {
  Deno.test(`explainWanted: of a ${mode} notice, window and limit, which hold for every member`, async () => {
    const type = {
      minimumNotice: 1_440,
      bookingWindowDays: 20,
      bookingLimits: { day: 1, week: null, month: null },
    };
    const town = await teamTown({ type, terms: { mode } });
    assert.deepEqual(await askFor(town, mondayTen), [
      ["notice"],
      ["notice 0", "notice 15", "notice 30", "notice 60", "notice 120", "notice 240", "notice 480"]
        .concat("notice 720"),
    ]);
    const far = await askFor(town, mondayTen + 28 * DAY);
    assert.deepEqual(far, [["window"], [30, 60, 90, 180, 365].map((days) => `window ${days}`)]);
    const tuesday = mondayTen + DAY;
    const present = mode === "collective" ? town.hosts : town.hosts.slice(0, 1);
    await addTeamBooking(town, present, { start: tuesday });
    assert.deepEqual(await askFor(town, tuesday + 2 * HOUR), [["limit"], ["limit type day 2"]]);
  });
}

Deno.test("explainWanted: where one member of a collective is not free, that and nothing of theirs", async () => {
  const town = await teamTown({ terms: { mode: "collective" } });
  await addTeamBooking(town, [town.hosts[1]!], { start: mondayTen });
  assert.deepEqual(await askFor(town, mondayTen), [["member"], []]);
  assert.equal(await askFor(town, mondayTen + HOUR), null);
});

Deno.test("explainWanted: a round robin that nobody can take is wanted, one that somebody can is not", async () => {
  const town = await teamTown();
  const [ada, ben, cleo] = town.hosts;
  for (const host of [ada!, ben!]) await addTeamBooking(town, [host], { start: mondayTen });
  assert.equal(await askFor(town, mondayTen), null);
  await addTeamBooking(town, [cleo!], { start: mondayTen });
  assert.deepEqual(await askFor(town, mondayTen), [["member"], []]);
});

Deno.test("explainWanted: a limit that one member of a collective has reached is not the team's reason", async () => {
  const town = await teamTown({ terms: { mode: "collective" } });
  const { app, hosts: [ada, ...others] } = town;
  const rules = await getHostRules(app.kv, ada!.id);
  const strict = { ...rules, bookingLimits: { day: 1, week: null, month: null } };
  await commit(setHostRules(app.kv.atomic(), strict));
  await addTeamBooking(town, [ada!]);
  const start = mondayTen + 2 * HOUR;
  assert.deepEqual(await askFor(town, start), [["member"], []]);
  for (const host of others) await addTeamBooking(town, [host], { start });
  assert.deepEqual(await askFor(town, start), [["member"], []]);
});

Deno.test("explainWanted: a buffer is a member's own, and the type's shorter one offers the time", async () => {
  const town = await teamTown({ type: { bufferAfter: 15, slotInterval: 15 } });
  for (const host of town.hosts) await addTeamBooking(town, [host], { start: mondayTen });
  const before = await askFor(town, mondayTen - 30 * MINUTE);
  assert.deepEqual(before, [["member"], ["buffer after 0"]]);
  // What is booked keeps the buffer that it was booked with.
  assert.deepEqual(await askFor(town, mondayTen + 30 * MINUTE), [["member"], []]);
});
