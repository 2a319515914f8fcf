import type { Busy } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { Guard } from "../kv/guard.ts";
import { listAll } from "../kv/commit.ts";
import { daysOf, keys } from "../kv/keys.ts";

/** Busy time that overlaps a span, by the key of its selected calendar, from the generations that the guard names. */
export async function readBusyByCalendar(
  kv: Deno.Kv,
  hostId: string,
  guard: Guard,
  span: Span,
): Promise<Map<string, Busy[]>> {
  if (span.start >= span.end) return new Map();
  const read = Object.entries(guard.calendars).map(async ([calendar, { generation }]) => {
    const days = await readBusyDays(kv, hostId, calendar, generation, daysOf(span));
    return [calendar, busyIn([...days.values()].flat(), span)] as const;
  });
  return new Map(await Promise.all(read));
}

/** The shards of some UTC days that follow each other; a day without busy time is an empty list. */
export async function readBusyDays(
  kv: Deno.Kv,
  hostId: string,
  calendar: string,
  generation: string,
  days: readonly number[],
): Promise<Map<number, Busy[]>> {
  const shards = await listAll<Busy[]>(kv, {
    start: keys.busy(hostId, calendar, generation, days[0]!),
    end: keys.busy(hostId, calendar, generation, days.at(-1)! + 1),
  });
  const found = new Map<number, Busy[]>(days.map((day) => [day, []]));
  for (const { key, value } of shards) found.set(Number(key.at(-1)), value);
  return found;
}

/** The busy times of some shards that overlap a span, each once; one over several days is in the shard of each. */
export function busyIn(shards: readonly Busy[], span: Span): Busy[] {
  const found = new Map<string, Busy>();
  for (const busy of shards) if (overlaps(busy, span)) found.set(nameOf(busy), busy);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function nameOf({ start, end, bookingId = "" }: Busy): string {
  return `${start}-${end}-${bookingId}`;
}
