import { defaultSchedule, type Schedule } from "$lib/scheduling/availability-schedule.ts";

/** The hours that the address names, else the usual ones; null when it names some that are not there. */
export function selectedSchedule(
  all: readonly Schedule[],
  types: readonly { scheduleId: string }[],
  url: URL,
): Schedule | null {
  const id = url.searchParams.get("schedule");
  const chosen = id === null
    ? defaultSchedule(all, types)
    : all.find((schedule) => schedule.id === id);
  return chosen ?? null;
}
