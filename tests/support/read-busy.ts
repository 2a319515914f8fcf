import type { Busy } from "$lib/scheduling/holds.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { readBusyByCalendar } from "$lib/server/store/busy.ts";
import type { Guard } from "$lib/server/kv/guard.ts";

/** Busy time of all selected calendars of a host together, without duplicates, in order of time. */
export async function readBusy(
  kv: Deno.Kv,
  hostId: string,
  guard: Guard,
  span: Span,
): Promise<Busy[]> {
  const all = [...(await readBusyByCalendar(kv, hostId, guard, span)).values()].flat();
  const found = new Map(
    all.map((busy) => [`${busy.start}-${busy.end}-${busy.bookingId ?? ""}`, busy]),
  );
  return [...found.values()].sort((a, b) => a.start - b.start);
}
