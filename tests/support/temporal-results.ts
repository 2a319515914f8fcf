/** What `src/lib/scheduling` computes with Temporal, for every zone; run as a program it prints them as JSON. */
import { addDays, dateAt, startOfDay, wallClockInstant } from "$lib/scheduling/day.ts";
import { offsetAt, transitionsIn } from "$lib/icalendar/zone-transitions.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { candidates } from "./zone-names.ts";

const years = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2028, 0, 1) };

/** By zone: its spelling, its clock changes of two years, and the days round each of them. */
export function temporalResults(): Record<string, unknown> {
  return Object.fromEntries(candidates().map((name) => [name, resultsOf(canonicalZone(name))]));
}

function resultsOf(zone: string | null): unknown {
  if (zone === null) return null;
  const changes = transitionsIn(zone, years);
  const dates = ["2026-01-15", "2026-12-31", ...changes.map(({ at }) => dateAt(at, zone))];
  return {
    zone,
    changes,
    days: dates.map((date) => ({
      date,
      starts: [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)],
      boundaries: [30, 90, 150, 180, 1410].map((minute) => [
        wallClockInstant(date, minute, zone, "start"),
        wallClockInstant(date, minute, zone, "end"),
      ]),
      offset: offsetAt(startOfDay(date, zone), zone),
    })),
  };
}

if (import.meta.main) {
  console.log(JSON.stringify({
    isNative: "Temporal" in globalThis,
    results: temporalResults(),
  }));
}
