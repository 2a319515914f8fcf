/** Reads generated calendars and prints what came of it; run where the machine's clock is in another zone. */
import fc from "fast-check";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { calendars } from "./calendars.ts";

const [seed, numRuns] = Deno.args.map(Number);
for (
  const { text, start, end, zone, self } of fc.sample(calendars, { seed: seed!, numRuns: numRuns! })
) {
  console.log(JSON.stringify([text, parseBusyTimes(text, { start, end }, zone, self)]));
}
