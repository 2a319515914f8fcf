import assert from "node:assert/strict";
import type { Team } from "$lib/scheduling/team.ts";
import { countStep, newVisitDay } from "$lib/scheduling/visit-day.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import { eraseCounts } from "$lib/server/records/erase-team.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addVisits } from "$lib/server/store/visit-days.ts";
import { storeBooking } from "../../support/counted-bookings.ts";
import { pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";

const families = [
  "visit_day",
  "booking_day",
  "counted_bookings",
  "count_state",
  "uncounted",
  "rotation_day",
];

Deno.test("eraseCounts: a deleted team has no counts left, and none come back", async () => {
  const app = await testApp(), { kv } = app;
  const team = { id: "mill", zone: "UTC", closedAt: null } as Partial<Team> as Team;
  const terms = { id: team.id, optional: [], mode: "round-robin" };
  const booking = pendingBooking({ team: terms as unknown as NonNullable<typeof booking.team> });
  const visits = newVisitDay();
  countStep(visits, { typeId: "t1", source: "page", step: "view" });
  const batch = { ownerId: team.id, date: "2026-11-01", visits, batch: 1 };
  const change = async () => {
    await storeBooking(kv, null, booking);
    await countBookings(app, team.id);
    await addVisits(kv, "instance", batch);
  };
  const left = async () => {
    const found = await Promise.all(
      families.map((family) => Array.fromAsync(kv.list({ prefix: [family, team.id] }))),
    );
    const ofState = (await kv.get(keys.countState(team.id))).value === null ? 0 : 1;
    return found.flat().length + ofState;
  };
  await kv.set(keys.team(team.id), team);
  await change();
  await storeBooking(kv, null, booking);
  await kv.set(keys.rotationDay(team.id, "2026-11-01", "t1"), { ada: [1, 0, 0, 0, 0, 0, 0, 0] });
  assert.equal(await left(), 7);
  await kv.set(keys.team(team.id), { ...team, closedAt: 1 });
  await eraseCounts(kv, team.id);
  assert.equal(await left(), 0);
  await change();
  assert.equal(await left(), 0);
  kv.close();
});
