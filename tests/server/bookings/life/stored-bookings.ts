/** Reads what the store says of the bookings, in the words of the model. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listRescheduleRequests } from "$lib/server/store/reschedule-requests.ts";
import { listAll } from "$lib/server/store/commit.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { bookingLine } from "../../../../src/tasks/dump-lines.ts";
import { bookingsIn, violations } from "../../../proofs/invariant-checker.ts";
import { type Kind, kinds, type ModelBooking, monday } from "./steps.ts";
import { World } from "./world.ts";

const HOUR = 3_600_000;

/** What the store says, in the order in which the bookings were made; each index and story agrees with its booking. */
export async function storedBookings(world: World, now: number): Promise<ModelBooking[]> {
  const { kv } = world.app;
  const found: Booking[] = [];
  for (const status of ["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"] as const) {
    for (
      const { key, value } of await listAll<string>(kv, {
        prefix: keys.bookingsOf(world.hostId, status),
      })
    ) {
      const booking = await getBooking(kv, value);
      assert(booking);
      assert.deepEqual(
        [booking.status, booking.start],
        [status, key[3]],
        "the index tells the truth",
      );
      assert.equal((await listHistory(kv, booking.id)).length, booking.revision);
      found.push(booking);
    }
  }
  for (const { id } of found) if (!world.ids.includes(id)) world.ids.push(id);
  assert.equal(found.length, world.ids.length, "each booking stands in the index once");
  await checkSlots(world, found, now);
  const moves = await listRescheduleRequests(kv, world.hostId, now, 100);
  assert.deepEqual(
    moves.map(({ id }) => id).sort(),
    found.filter(({ rescheduleRequest }) => rescheduleRequest && rescheduleRequest.expiresAt > now)
      .map(({ id }) => id).sort(),
  );
  return world.ids.map((id) => modelOf(found.find((each) => each.id === id)!));
}

/** Slot and hold name everybody who has a seat or asks for one there, and nobody's time is given twice. */
async function checkSlots({ app, hostId }: World, found: Booking[], now: number): Promise<void> {
  const span = { start: monday - 24 * HOUR, end: monday + 48 * HOUR };
  const holds = await listHolds(app.kv, hostId, span);
  const isHeld = ({ status }: Booking) => status === "PENDING" || status === "CONFIRMED";
  for (const slotId of new Set(found.flatMap(sharedSlotIds))) {
    const seats = found.filter((each) => isHeld(each) && sharedSlotIds(each).includes(slotId));
    const ids = seats.map(({ id }) => id).sort();
    const held = holds.find(({ slot }) => slot === slotId);
    assert.deepEqual([...(await getSlot(app.kv, slotId))!.bookingIds].sort(), ids, "slot");
    assert.deepEqual([...held?.bookingIds ?? []].sort(), ids, "hold");
  }
  const lines = found.map((booking) => JSON.stringify(bookingLine(booking, new Map())));
  assert.deepEqual(violations(bookingsIn(lines), now), []);
}

function modelOf(
  { type, start, status, reservedUntil, rescheduleRequest, proposed, noShowAt, sequence }: Booking,
): ModelBooking {
  return {
    kind: (Object.keys(kinds) as Kind[]).find((kind) => kind === type.slug)!,
    start,
    status,
    until: status === "PENDING" ? reservedUntil : null,
    move: rescheduleRequest &&
      { start: rescheduleRequest.start, until: rescheduleRequest.expiresAt },
    proposed: proposed ?? [],
    noShow: Boolean(noShowAt),
    sequence,
  };
}
