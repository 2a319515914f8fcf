import assert from "node:assert/strict";
import type { Contribution } from "$lib/scheduling/booking-contribution.ts";
import { countedSources, viewDimensions, visitSteps } from "$lib/scheduling/counted-days.ts";
import { dateOfNumber } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { countFacts, countStep, newVisitDay, viewsOf } from "$lib/scheduling/visit-day.ts";
import { MAX_TYPE_MEMBERS } from "$lib/scheduling/team-terms.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { BOOKINGS_IN_PART, openCountChanges } from "$lib/server/store/booking-days.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addVisits, listVisitDays } from "$lib/server/store/visit-days.ts";
import { storedCounts } from "../../support/counted-bookings.ts";
import { ada } from "../../support/sample-booking.ts";

const MANY = 4_000_000;

Deno.test("visits of a date with more event types, sources and origins than it keeps are stored", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.host(ada().id), ada());
  const visits = newVisitDay();
  for (let n = 0; n < 210; n++) {
    const typeId = newId();
    for (const source of countedSources) {
      for (const step of visitSteps) countStep(visits, { typeId, source, step }, MANY);
    }
  }
  for (let n = 0; n < 30; n++) {
    const longest = `${n}`.padEnd(80, "Я");
    const facts = viewDimensions.map((
      name,
    ) => [name, longest.slice(0, name.startsWith("utm") ? 40 : 80)]);
    countFacts(visits, Object.fromEntries(facts));
  }
  const day = { ownerId: ada().id, date: "2026-11-01", visits };
  for (let n = 0; n < 25; n++) await addVisits(kv, newId(), { ...day, batch: n + 1 });
  const [stored] = await listVisitDays(kv, ada().id, { from: day.date, to: day.date });
  assert.equal(viewsOf(stored!.visits), 25 * viewsOf(visits));
});

Deno.test("counts of a date of every source, hour, member and day that meetings end are stored", async () => {
  using kv = await Deno.openKv(":memory:");
  const day = 20_760, createdAt = day * DAY, typeId = newId();
  const changes = openCountChanges(kv, ada().id);
  const bookings = countedSources.flatMap((source) =>
    Array.from({ length: 800 }, (_, n): Contribution => ({
      date: dateOfNumber(day),
      source,
      outcomes: ["confirmed", "rescheduled"],
      ends: dateOfNumber(day + n),
      hour: n % 168,
      lead: 6,
      decided: 4,
      member: `${n % MAX_TYPE_MEMBERS}`.padEnd(22, "m"),
    }))
  );
  for (const contribution of bookings) {
    await changes.count({ bookingId: newId(), createdAt, typeId }, contribution, "");
  }
  const { records, bytes } = changes.extent();
  assert.equal(records, Math.ceil(bookings.length / BOOKINGS_IN_PART) + 1);
  const op = kv.atomic();
  changes.write(op);
  assert((await op.commit()).ok);
  assert(bytes > 60 * bookings.length, "the estimate is from above");
  const [counts] = Object.values(await storedCounts(kv, ada().id));
  assert.equal(counts!.page!.requested, 800);
});
