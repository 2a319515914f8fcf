import type { Booking } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { Job } from "./job.ts";
import { keys } from "../kv/keys.ts";
import { expandBooking, type StoredBooking } from "./stored-booking.ts";

/** Lists all records of a kind; for tasks over a copy of the store, not for pages. */

export async function* eachBooking(kv: Deno.Kv): AsyncIterable<Booking> {
  for await (const stored of each<StoredBooking>(kv, keys.bookings())) yield expandBooking(stored);
}

export function eachJob(kv: Deno.Kv): AsyncIterable<Job> {
  return each<Job>(kv, keys.jobs());
}

/** How many bookings and jobs there are: most of what a dump writes. */
export async function countBookingsAndJobs(kv: Deno.Kv): Promise<number> {
  let count = 0;
  for (const prefix of [keys.bookings(), keys.jobs()]) {
    for await (const _ of kv.list({ prefix }, { batchSize: 500 })) count++;
  }
  return count;
}

export function eachTeam(kv: Deno.Kv): AsyncIterable<Team> {
  return each<Team>(kv, keys.teams());
}

export function eachConnection(kv: Deno.Kv, hostId: string): AsyncIterable<Connection> {
  return each<Connection>(kv, keys.connectionsOf(hostId));
}

/** A hold with the UTC days that contain it. */
interface HeldDays {
  hold: Hold;
  days: number[];
}

/** Every distinct hold in a host's ledger, when a day without it follows: two days at once are kept. */
export async function* eachHold(kv: Deno.Kv, hostId: string): AsyncIterable<HeldDays> {
  let before = new Map<string, HeldDays>();
  for await (const { key, value } of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId) })) {
    const here = new Map<string, HeldDays>();
    for (const hold of value) {
      const serialized = JSON.stringify(hold);
      const known = here.get(serialized) ?? before.get(serialized) ?? { hold, days: [] };
      known.days.push(Number(key.at(-1)));
      here.set(serialized, known);
      before.delete(serialized);
    }
    yield* before.values();
    before = here;
  }
  yield* before.values();
}

async function* each<T>(kv: Deno.Kv, prefix: Deno.KvKey): AsyncIterable<T> {
  for await (const entry of kv.list<T>({ prefix })) yield entry.value;
}
