import { addDays } from "$lib/scheduling/day.ts";
import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import { newVisitDay } from "$lib/scheduling/visit-day.ts";
import { type CountedTypeDay, listBookingDays } from "./booking-days.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { listVisitDays } from "./visit-days.ts";

const DAYS_AT_ONCE = 60;

/** The dates of a range with anything counted, both ends included, oldest first; `changed` are counts that are not stored yet. */
export async function listCountedDays(
  kv: Deno.Kv,
  ownerId: string,
  range: { from: string; to: string },
  changed: readonly CountedTypeDay[] = [],
): Promise<CountedDay[]> {
  const [visits, bookings] = await Promise.all([
    listVisitDays(kv, ownerId, range),
    listBookingDays(kv, ownerId, range),
  ]);
  const days = new Map<string, CountedDay>();
  const dayOf = (date: string) => {
    const day = days.get(date) ?? { date, visits: newVisitDay(), bookings: {} };
    days.set(date, day);
    return day;
  };
  for (const { date, visits: counted } of visits) dayOf(date).visits = counted;
  const ofTypes = new Map(
    [...bookings, ...changed.filter(({ date }) => range.from <= date && date <= range.to)]
      .map((each) => [`${each.date} ${each.typeId}`, each]),
  );
  for (const { date, typeId, counts } of ofTypes.values()) {
    if (Object.keys(counts).length > 0) dayOf(date).bookings[typeId] = counts;
  }
  return [...days.values()].toSorted((a, b) => a.date < b.date ? -1 : 1);
}

/** Everything that was counted of an owner until now, oldest first. */
export async function* eachCountedDay(kv: Deno.Kv, ownerId: string): AsyncGenerator<CountedDay> {
  for (let from = await firstDateFrom(kv, ownerId, ""); from !== null;) {
    const to = addDays(from, DAYS_AT_ONCE - 1);
    yield* await listCountedDays(kv, ownerId, { from, to });
    from = await firstDateFrom(kv, ownerId, addDays(to, 1));
  }
}

/** Whether anything is stored of an owner's visits or bookings. */
export async function hasCountedDays(kv: Deno.Kv, ownerId: string): Promise<boolean> {
  for (const prefix of [keys.bookingDaysOf(ownerId), keys.visitDaysOf(ownerId)]) {
    if ((await listAll(kv, { prefix }, { limit: 1 })).length > 0) return true;
  }
  return false;
}

async function firstDateFrom(kv: Deno.Kv, ownerId: string, date: string): Promise<string | null> {
  const dates: string[] = [];
  for (const prefix of [keys.visitDaysOf(ownerId), keys.bookingDaysOf(ownerId)]) {
    const [first] = await listAll(kv, { prefix, start: [...prefix, date] }, { limit: 1 });
    if (first) dates.push(String(first.key[2]));
  }
  return dates.toSorted()[0] ?? null;
}
