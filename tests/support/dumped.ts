import type { Booking } from "$lib/scheduling/booking.ts";
import { keys } from "$lib/server/store/keys.ts";
import type { DumpedBooking } from "../proofs/checker.ts";

/** Every booking of a store as `deno task dump` writes it, hosts by id. */
export async function dumped(kv: Deno.Kv): Promise<DumpedBooking[]> {
  const lines: DumpedBooking[] = [];
  for await (const { value } of kv.list<Booking>({ prefix: keys.bookings() })) {
    const iso = (instant: number) => new Date(instant).toISOString();
    lines.push({
      id: value.id,
      slot: value.slot,
      hosts: value.hosts,
      start: iso(value.start),
      end: iso(value.end),
      heldStart: iso(value.start - value.before * 60_000),
      heldEnd: iso(value.end + value.after * 60_000),
      status: value.status,
      reservedUntil: value.reservedUntil === null ? null : iso(value.reservedUntil),
    });
  }
  return lines;
}
