/** Counted days with pages: a hundred thousand bookings of Ada's, one of her team's; everybody else has none. */
import assert from "node:assert/strict";
import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { packCounts } from "$lib/scheduling/packed-counts.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listTeamsOf } from "$lib/server/store/teams.ts";
import { oneBooking, sampleDays } from "./sample-days.ts";
import { type CountedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { addWanted } from "$lib/server/store/wanted-days.ts";
import type { TestApp } from "./test-app.ts";

/** They fit into one commit. */
const DAYS_AT_ONCE = 50;

/** Days that are kept for an owner. */
export async function plantDays(
  app: TestApp,
  ownerId: string,
  days: readonly CountedDay[],
): Promise<void> {
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const op = app.kv.atomic();
    for (const { date, visits, bookings } of days.slice(from, from + DAYS_AT_ONCE)) {
      op.set(keys.visitDay(ownerId, date, "steps"), { ...visits, batches: [] });
      op.set(keys.visitDay(ownerId, date, "origins"), {});
      for (const [typeId, counts] of Object.entries(bookings)) {
        const packed = Object.entries(counts).map((
          [source, each],
        ) => [source, packCounts(each, date)]);
        op.set(keys.bookingDay(ownerId, date, typeId), Object.fromEntries(packed));
      }
    }
    assert.ok((await op.commit()).ok);
  }
}

/** Pages of analytics by a name; those of a member show nothing. */
export async function seedAnalytics(app: TestApp, ada: Host) {
  const today = dateAt(app.now(), ada.zone);
  const typesOf = async (ownerId: string) =>
    (await listEventTypes(app.kv, ownerId)).map(({ id }) => id);
  const typeIds = (await typesOf(ada.id)).slice(0, 5);
  await plantDays(
    app,
    ada.id,
    sampleDays({ to: today, days: 730, bookings: 200_000, typeIds }),
  );
  await plantWanted(app, ada, today);
  const team = (await listTeamsOf(app.kv, ada.id)).find(({ team }) => team.slug === "bakery")!.team;
  const [typeId = ""] = await typesOf(team.id);
  await plantDays(app, team.id, [oneBooking(addDays(today, -1), typeId)]);
  return {
    asOwner: {
      "analytics": "/dashboard/analytics",
      "analytics-year": "/dashboard/analytics?range=year",
      "analytics-one": `/dashboard/teams/${team.id}/analytics`,
      "analytics-wrong-dates": "/dashboard/analytics?range=own&from=2026-05-02&to=2026-04-01",
    },
    asMember: { "member-analytics": "/dashboard/analytics" },
  };
}

/** What guests wanted of Ada a week ago: Thursday evenings most of all, and days that were full. */
async function plantWanted(app: TestApp, { id }: Host, today: string): Promise<void> {
  const [type] = await listEventTypes(app.kv, id);
  const { id: typeId, scheduleId } = type!;
  const evening = (halfHour: number, changes: string[]): CountedTime => ({
    typeId,
    slot: { weekday: 4, halfHour },
    reasons: ["hours"],
    changes,
  });
  const late = [1_110, 1_140].map((minute) => `hours 4 to ${minute} ${scheduleId}`);
  const full = (halfHour: number | null): CountedTime => ({
    typeId,
    slot: { weekday: 2, halfHour },
    reasons: ["busy"],
    changes: [],
  });
  const times = [
    ...Array.from({ length: 9 }, () => evening(35, late)),
    ...Array.from({ length: 5 }, () => evening(36, late.slice(1))),
    ...Array.from({ length: 4 }, () => full(20)),
    ...Array.from({ length: 3 }, () => full(null)),
    { ...full(19), reasons: ["notice" as const], changes: ["notice 60"] },
  ];
  await addWanted(app.kv, id, {
    date: addDays(today, -7),
    day: times.reduce(withTime, nothingWanted()),
  });
}
