/** Held time as it is stored, lost and reported. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { App } from "$lib/server/app.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { TestApp } from "./test-app.ts";
import { ask, type RequestChange } from "./town.ts";

/** The log lines of one event. */
export function logLines(app: TestApp, event: string) {
  return app.logged.filter((line) => line["event"] === event);
}

/** The shared slots as they are stored, without what changes at every write. */
export async function slotsOf(kv: Deno.Kv): Promise<Record<string, Partial<SharedSlot>>> {
  const slots: Record<string, Partial<SharedSlot>> = {};
  for await (const { value } of kv.list<SharedSlot>({ prefix: keys.slots() })) {
    const { revision: _, changedAt: __, ...rest } = value;
    slots[value.id] = { ...rest, bookingIds: rest.bookingIds.toSorted() };
  }
  return slots;
}

/** What a granted request of a time with Ada became. */
export async function bookAt(app: App, start: number, given: RequestChange = {}): Promise<Booking> {
  return (await ask(app, { start, ...given })).booking;
}

/** A host's ledger as it is stored, by UTC day; seats by id, as those of one instant have no order. */
export async function ledgerOf(kv: Deno.Kv, hostId: string): Promise<Record<string, Hold[]>> {
  const days: Record<string, Hold[]> = {};
  for await (const { key, value } of kv.list<Hold[]>({ prefix: keys.ledgerOf(hostId) })) {
    days[String(key.at(-1))] = value.map((hold) => ({
      ...hold,
      bookingIds: hold.bookingIds.toSorted(),
    }));
  }
  return days;
}

/** Deletes every hold and every slot by hand; how many records that were. */
export async function deleteHolds(kv: Deno.Kv): Promise<number> {
  let lost = 0;
  for (const prefix of [["ledger"], keys.slots()]) {
    for await (const { key } of kv.list({ prefix })) {
      await kv.delete(key);
      lost++;
    }
  }
  return lost;
}
