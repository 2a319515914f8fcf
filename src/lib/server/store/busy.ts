import type { Busy } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { Guard } from "./guard.ts";
import { listAll } from "./commit.ts";
import { dayOf, keys } from "./keys.ts";

/** Busy time of all selected calendars that overlaps a span, from the generations that the guard names. */
export async function readBusy(
  kv: Deno.Kv,
  hostId: string,
  guard: Guard,
  span: Span,
): Promise<Busy[]> {
  if (span.start >= span.end) return [];
  const found = new Map<string, Busy>();
  for (const [calendar, state] of Object.entries(guard.calendars)) {
    const shards = await listAll<Busy[]>(kv, {
      start: keys.busy(hostId, calendar, state.generation, dayOf(span.start)),
      end: keys.busy(hostId, calendar, state.generation, dayOf(span.end - 1) + 1),
    });
    for (const shard of shards) {
      for (const busy of shard.value) {
        // A span over several days is stored in the shard of each.
        if (overlaps(busy, span)) {
          found.set(`${busy.start}-${busy.end}-${busy.bookingId ?? ""}`, busy);
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
