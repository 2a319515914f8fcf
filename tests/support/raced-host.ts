/** One host whose time many guests request at once, and the check that none of it was given twice. */
import assert from "node:assert/strict";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { seatHolders } from "$lib/scheduling/shared-slot.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { holdsConflict, isLive } from "$lib/scheduling/holds.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { violations } from "../proofs/invariant-checker.ts";
import type { TestApp } from "./test-app.ts";
import { signInApp } from "./sign-in-app.ts";
import { dumpBookings } from "./dump-store.ts";
import { addEventType, town } from "./town.ts";

export const monday = Date.UTC(2026, 10, 2, 9);

/** A host with a type of 30 minutes each 15, one of 60 with buffers, one that confirms at once, and two that guests share. */
export async function racedHost(): Promise<{ app: TestApp; host: Host }> {
  const { app, host } = await town({ on: await signInApp(), host: { zone: "UTC" } });
  const types: (Partial<EventTypeInput> & { slug: string })[] = [
    {
      title: "Long",
      slug: "long",
      durations: [60],
      slotInterval: 30,
      bufferBefore: 15,
      bufferAfter: 30,
    },
    { title: "Coffee", slug: "coffee", durations: [15], decision: "instant" },
    {
      title: "Seminar",
      slug: "seminar",
      durations: [30],
      slotInterval: 15,
      bufferAfter: 15,
      seats: 2,
    },
    {
      title: "Tour",
      slug: "tour",
      durations: [30],
      slotInterval: 15,
      seats: 3,
      decision: "instant",
    },
  ];
  for (const type of types) await addEventType(app, host, type);
  return { app, host };
}

let guests = 0;

export function guestRequest(
  slug: string,
  start: number,
  key: string | null = null,
): bookings.BookingRequest {
  const n = ++guests;
  return {
    username: "ada",
    slug,
    start,
    minutes: null,
    guest: {
      name: `Guest ${n}`,
      email: `guest-${n}@example.org`,
      note: "",
      zone: "UTC",
      hourCycle: 24,
      answers: [],
    },
    key: key === null ? null : { route: "test", value: key },
    viaWidget: false,
    client: null,
  };
}

/** Nobody's time is held twice, by meetings or by reschedule requests, and the ledger agrees with the bookings. */
export async function assertHolds(app: TestApp, host: Host): Promise<void> {
  const now = app.now();
  const lines = await dumpBookings(app.kv);
  assert.deepEqual(violations(lines, now), []);
  assert.deepEqual(violations(lines, 0), [], "expired in the store before its time was given away");

  const expected = (await Array.fromAsync(eachBooking(app.kv))).flatMap((each) =>
    heldBy(each, now)
  );
  for (const [i, a] of expected.entries()) {
    for (const b of expected.slice(i + 1)) {
      const isTogether = a.id === b.id || a.slot === b.slot;
      assert(isTogether || !holdsConflict(a, b), `${a.slot} and ${b.slot} hold the same time`);
    }
  }
  for (const [slot, seats] of Object.entries(Object.groupBy(expected, ({ slot }) => slot))) {
    const guests = new Set(seats!.map(({ id }) => id));
    assert(guests.size <= (seatsOf[seats![0]!.type] ?? 0), `${slot} has ${guests.size} guests`);
  }
  const span = { start: monday - DAY, end: monday + 3 * DAY };
  const holds = (await listHolds(app.kv, host.id, span)).filter((hold) => isLive(hold, now));
  const names = (claims: { slot: string; start: number; id: string }[]) =>
    [...new Set(claims.map(({ slot, start, id }) => `${slot} ${start} ${id}`))].sort();
  assert.deepEqual(
    names(holds.flatMap((hold) => seatHolders(hold, now).map((id) => ({ ...hold, id })))),
    names(expected),
  );
}

const seatsOf: Record<string, number> = {
  "intro-call": 1,
  long: 1,
  coffee: 1,
  seminar: 2,
  tour: 3,
  once: 1,
};

function heldBy(
  { id, slot, start, end, bufferBefore, bufferAfter, rescheduleRequest, ...booking }: Booking,
  now: number,
) {
  if (!isLiveBooking({ ...booking, rescheduleRequest }, now)) return [];
  const own = { id, slot, start, end, bufferBefore, bufferAfter, type: booking.type.slug };
  if (!rescheduleRequest || rescheduleRequest.expiresAt <= now) return [own];
  return [own, {
    ...own,
    slot: rescheduleRequest.slot ?? `${slot}:reschedule`,
    start: rescheduleRequest.start,
    end: rescheduleRequest.end,
  }];
}
