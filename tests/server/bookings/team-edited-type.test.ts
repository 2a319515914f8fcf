/** A team booking whose event type was changed after it was booked. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const later = mondayTen + 2 * HOUR;
const instant = { decision: "instant" as const, whenCalendarStale: "ignore" as const };

/** The members named are optional from now on, the others required. */
async function setOptional({ app, team, type }: TeamTown, optional: readonly Host[]) {
  const members = type.team!.members.map((member) => ({
    ...member,
    isOptional: optional.some(({ id }) => id === member.hostId),
  }));
  const is: EventType = { ...type, team: { ...type.team!, members }, revision: type.revision + 1 };
  const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
  setEventType(op, is, type);
  assert((await op.commit()).ok);
}

async function movedByGuest({ app }: TeamTown, id: string) {
  return await granted(bookings.reschedule(app, id, {
    by: { actor: "guest" },
    start: later,
    revision: null,
    key: null,
  }));
}

Deno.test("collective: who was required stays so at another time, though the type asks them only if free by now", async () => {
  const town = await teamTown({ type: instant, terms: { mode: "collective" } });
  const [, ben] = town.hosts;
  const was = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  await setOptional(town, [ben!]);
  const is = await movedByGuest(town, was.id);
  assert.deepEqual(is.hosts, town.hosts.map(({ id }) => id));
  assert.deepEqual(is.team?.optional, []);
});

Deno.test("collective: who came along if free still does at another time, though the type needs them by now", async () => {
  const town = await teamTown({
    type: instant,
    terms: { mode: "collective" },
    members: { ben: { isOptional: true } },
  });
  const [ada, ben, cleo] = town.hosts;
  const was = await addTeamBooking(town, [ada!, cleo!, ben!], { isConfirmed: true });
  await setOptional(town, []);
  const is = await movedByGuest(town, was.id);
  assert.deepEqual(is.hosts, [ada!.id, cleo!.id, ben!.id]);
  assert.deepEqual(is.team?.optional, [ben!.id]);
});
