import type { Busy } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { Guard } from "./guard.ts";
import { listAll } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

/** Busy time that overlaps a span, by the key of its selected calendar, from the generations that the guard names. */
export async function readBusyByCalendar(
  kv: Deno.Kv,
  hostId: string,
  guard: Guard,
  span: Span,
): Promise<Map<string, Busy[]>> {
  if (span.start >= span.end) return new Map();
  const read = Object.entries(guard.calendars).map(async ([calendar, { generation }]) => {
    const shards = await listAll<Busy[]>(kv, {
      start: keys.busy(hostId, calendar, generation, dayOf(span.start)),
      end: keys.busy(hostId, calendar, generation, dayOf(span.end - 1) + 1),
    });
    // A span over several days is stored in the shard of each.
    const found = new Map<string, Busy>();
    for (const busy of shards.flatMap(({ value }) => value)) {
      if (overlaps(busy, span)) found.set(nameOf(busy), busy);
    }
    return [calendar, [...found.values()].sort((a, b) => a.start - b.start)] as const;
  });
  return new Map(await Promise.all(read));
}

function nameOf({ start, end, bookingId = "" }: Busy): string {
  return `${start}-${end}-${bookingId}`;
}
