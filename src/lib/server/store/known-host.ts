/** Reads of a host's records, held time and busy time, each from memory where it is known under the guard. */
import type { Busy, Hold } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { busyIn, readBusyDays } from "./busy.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import type { KnownHost } from "./host-memory.ts";
import { daysOf } from "../kv/keys.ts";
import { readShards, type Shards } from "./ledger.ts";

/** A record that stands under the host's guard. */
export async function knownRecord<T>(
  known: KnownHost,
  name: string,
  read: () => Promise<T>,
): Promise<T> {
  if (known.records.has(name)) return known.records.get(name) as T;
  const record = await read();
  known.keepRecord(name, record);
  return record;
}

/** The held time of all UTC days that the spans touch. */
export async function knownShards(
  kv: Deno.Kv,
  known: KnownHost,
  hostId: string,
  ...spans: Span[]
): Promise<Shards> {
  const unknown = spans.filter((span) => !daysOf(span).every((day) => known.days.has(day)));
  if (unknown.length > 0) known.keepDays((await readShards(kv, hostId, ...unknown)).days);
  const days = new Map<number, Hold[]>();
  for (const day of spans.flatMap(daysOf)) days.set(day, known.days.get(day) as Hold[]);
  return { hostId, days };
}

/** Busy time that overlaps a span, by the key of its chosen calendar. */
export async function knownBusy(
  kv: Deno.Kv,
  known: KnownHost,
  { hostId, guard }: VersionedGuard,
  span: Span,
): Promise<Map<string, Busy[]>> {
  if (span.start >= span.end) return new Map();
  const days = daysOf(span);
  const read = Object.entries(guard.calendars).map(async ([calendar, { generation }]) => {
    const isKnown = days.every((day) => known.busy.get(calendar)?.has(day));
    if (!isKnown) {
      known.keepBusy(calendar, await readBusyDays(kv, hostId, calendar, generation, days));
    }
    const kept = known.busy.get(calendar)!;
    return [calendar, busyIn(days.flatMap((day) => kept.get(day) ?? []), span)] as const;
  });
  return new Map(await Promise.all(read));
}
