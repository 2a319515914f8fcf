import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import * as v from "valibot";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import type { TestApp } from "./test-app.ts";
import { bookingRequest, mondayTen, town } from "./town.ts";
import { bookingLine } from "../../src/tasks/dump-lines.ts";
import {
  bookingsIn,
  type DumpedBooking,
  heldForNobody,
  unheld,
  violations,
} from "../proofs/invariant-checker.ts";
import { dumpHolds } from "./dump-store.ts";
import { granted } from "./granted.ts";

export const workDay = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };

/** Ada's workshop: an hour that several guests share, every half hour. */
export async function groupEvent(
  input: Partial<EventTypeInput> = {},
  given: Partial<TestApp> = {},
) {
  const { app, host, type } = await town({
    app: given,
    now: mondayTen - 2 * DAY,
    type: {
      slug: "workshop",
      durations: [60],
      slotInterval: 30,
      seats: 3,
      decision: "instant",
      ...input,
    },
  });
  const inputs = (name: string, start: number) => {
    const guest = { name, email: `${name.toLowerCase()}@example.com` };
    return bookingRequest({ slug: type.slug, start, guest });
  };
  const ask = (name: string, start = mondayTen) => bookings.request(app, inputs(name, start));
  return {
    app,
    host,
    type,
    /** What a form says that changes some of its terms. */
    input: (change: Partial<EventTypeInput>): EventTypeInput => ({
      ...v.parse(EventTypeInput, type),
      ...change,
    }),
    ask,
    async seat(name: string, start = mondayTen): Promise<Booking> {
      const requested = await granted(ask(name, start));
      return requested.booking;
    },
    decide: (booking: Booking) => ({
      hostId: host.id,
      revision: booking.revision,
      message: "",
      force: false,
    }),
    /** Places left by minutes from ten. */
    async places(): Promise<Record<number, number>> {
      const { places } = await findSlots(app, {
        hosts: [host],
        type,
        minutes: 60,
        window: workDay,
      });
      return Object.fromEntries([...places].map(([at, n]) => [(at - mondayTen) / MINUTE, n]));
    },
    holds: (): Promise<Hold[]> => listHolds(app.kv, host.id, workDay),
    slot: async ({ slot }: Booking) => (await getSlot(app.kv, slot))!,
    verify: () => verify(app),
  };
}

/** Fails unless the one hard invariant holds over the whole store, and every slot says what its bookings say. */
export async function verify(app: TestApp): Promise<void> {
  const lines: DumpedBooking[] = [];
  for await (const booking of eachBooking(app.kv)) {
    lines.push(...bookingsIn([JSON.stringify(bookingLine(booking, new Map()))]));
  }
  assert.deepEqual(violations(lines, app.now()), []);
  const holds = await dumpHolds(app.kv);
  assert.deepEqual(unheld(lines, holds, app.now()), []);
  assert.deepEqual(heldForNobody(lines, holds, app.now()), []);
}
