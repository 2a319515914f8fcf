import { defaultSchedule, type Schedule } from "$lib/scheduling/availability-schedule.ts";

/** The schedule that the URL names, else the default one; null when it names one that does not exist. */
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
