import { keys } from "$lib/server/kv/keys.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { bookingLine, holdLines } from "../../src/tasks/dump-lines.ts";
import {
  bookingsIn,
  type DumpedBooking,
  type DumpedHold,
  holdsIn,
} from "../proofs/invariant-checker.ts";

/** Every booking of a store as `deno task dump` writes it, hosts by id. */
export async function dumpBookings(kv: Deno.Kv): Promise<DumpedBooking[]> {
  const lines: string[] = [];
  for await (const booking of eachBooking(kv)) {
    lines.push(JSON.stringify(bookingLine(booking, new Map())));
  }
  return bookingsIn(lines);
}

/** Everybody's held time, in the same way. */
export async function dumpHolds(kv: Deno.Kv): Promise<DumpedHold[]> {
  const lines: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.hosts() })) {
    const hostId = String(key[1]);
    for await (const line of holdLines(kv, hostId, hostId)) lines.push(JSON.stringify(line));
  }
  return holdsIn(lines);
}
