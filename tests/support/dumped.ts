import type { Booking } from "$lib/scheduling/booking.ts";
import { keys } from "$lib/server/store/keys.ts";
import { bookingLine } from "../../src/tasks/dumping.ts";
import { bookingsIn, type DumpedBooking } from "../proofs/checker.ts";

/** Every booking of a store as `deno task dump` writes it, hosts by id. */
export async function dumped(kv: Deno.Kv): Promise<DumpedBooking[]> {
  const lines: string[] = [];
  for await (const { value } of kv.list<Booking>({ prefix: keys.bookings() })) {
    lines.push(JSON.stringify(bookingLine(value, new Map())));
  }
  return bookingsIn(lines);
}
