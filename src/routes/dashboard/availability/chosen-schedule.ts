import type { Schedule } from "$lib/scheduling/schedule.ts";

/** The hours that the address names, else the first; null when it names some that are not there. */
export function chosenSchedule(all: readonly Schedule[], url: URL): Schedule | null {
  const id = url.searchParams.get("schedule");
  return (id === null ? all[0] : all.find((schedule) => schedule.id === id)) ?? null;
}
