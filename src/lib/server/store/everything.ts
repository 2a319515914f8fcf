import type { Booking } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/ledger.ts";
import type { Connection } from "../calendars/calendar.ts";
import type { Job } from "../jobs/job.ts";
import { keys } from "./keys.ts";

/** Whole kinds of records, for tasks over a copy of the store; never for a page. */

export function eachBooking(kv: Deno.Kv): AsyncIterable<Booking> {
  return each<Booking>(kv, keys.bookings());
}

export function eachJob(kv: Deno.Kv): AsyncIterable<Job> {
  return each<Job>(kv, keys.jobs());
}

export function eachConnection(kv: Deno.Kv, hostId: string): AsyncIterable<Connection> {
  return each<Connection>(kv, keys.connectionsOf(hostId));
}

/** Every hold in a person's ledger, once, however many days it touches. */
export async function* eachHold(kv: Deno.Kv, hostId: string): AsyncIterable<Hold> {
  const seen = new Set<string>();
  for await (const holds of each<Hold[]>(kv, keys.ledgerOf(hostId))) {
    for (const hold of holds) {
      if (!seen.has(hold.slot)) yield hold;
      seen.add(hold.slot);
    }
  }
}

async function* each<T>(kv: Deno.Kv, prefix: Deno.KvKey): AsyncIterable<T> {
  for await (const entry of kv.list<T>({ prefix })) yield entry.value;
}
