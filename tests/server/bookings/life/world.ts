/** The product under test: one host over a store in a file, the verbs that carry a step out, and what the store says. */
import assert from "node:assert/strict";
import * as v from "valibot";
import { HOUR } from "$lib/scheduling/durations.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import { sharedSlotIds } from "$lib/scheduling/shared-slot.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import {
  cancelSharedSlot,
  rescheduleSharedSlot,
} from "$lib/server/bookings/shared-slot-actions.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { listRescheduleRequests } from "$lib/server/store/reschedule-requests.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { MortalStore } from "../../../support/crashing-store.ts";
import { checkDump, isTimed, readBookings, World as OfModel } from "../../../support/model-life.ts";
import { addHost, bookingRequest } from "../../../support/town.ts";
import {
  type Kind,
  kinds,
  type Model,
  type ModelBooking,
  monday,
  startOf,
  type Step,
} from "./steps.ts";

/** One host for each run. */
export class World extends OfModel<Model> {
  hostId = "";
  username = "";

  /** `cacheBytes` is how much the program keeps in memory of hosts. */
  static async open(path: string, cacheBytes: number): Promise<World> {
    const hostMemory = () => ({ hostMemory: openHostMemory(cacheBytes) });
    const world = new World(await MortalStore.open(path), hostMemory);
    await world.start();
    return world;
  }

  async settle(n: number): Promise<Model> {
    this.ids = [];
    this.username = `host-${n}`;
    this.app.at(monday - 30 * HOUR);
    const made = await addHost(this.app, {
      email: null,
      emailVerified: false,
      zone: "UTC",
      preferredUsername: this.username,
    });
    this.hostId = made.id;
    this.username = made.username;
    for (const [slug, { minutes, after, approval, ...terms }] of Object.entries(kinds)) {
      const input = v.parse(EventTypeInput, {
        title: slug,
        slug,
        durations: [minutes],
        slotInterval: 15,
        minimumNotice: 0,
        bufferAfter: after,
        ...terms,
        decision: approval ? "approval" : "instant",
      });
      assert((await eventTypes.create(this.app, this.hostId, input)).ok);
    }
    return { now: this.app.now(), bookings: [] };
  }
}

/** Carries a step out by the product's own verbs; whether it was granted. */
export async function carryOut(world: World, step: Step): Promise<boolean> {
  const { app, hostId } = world;
  if (isTimed(step)) return true;
  if (step.what === "request") return await request(world, step.kind, startOf(step.quarter));
  const id = world.ids[step.nth];
  if (id === undefined) return false;
  const { revision } = (await getBooking(app.kv, id))!;
  const decision = { hostId, revision, message: "", force: false };
  const by = (byHost: boolean) =>
    byHost ? { actor: "host" as const, hostId, force: false } : { actor: "guest" as const };
  switch (step.what) {
    case "confirm":
    case "reject":
      return (await bookings[step.what](app, id, decision)).ok;
    case "keep":
      return (await bookings.withdrawRescheduleRequest(app, id)).ok;
    case "expire":
      await bookings.expire(app, id);
      return false;
    case "drag":
    case "end":
      return await changeSlot(world, (await getBooking(app.kv, id))!, step);
    case "cancel":
      return (await bookings.cancel(app, id, { by: by(step.byHost), reason: "", revision })).ok;
    case "move": {
      const start = startOf(step.quarter);
      return (await bookings.reschedule(app, id, {
        by: by(step.byHost),
        start,
        revision,
        key: null,
      })).ok;
    }
    case "propose":
      return (await bookings.propose(app, id, {
        hostId,
        revision,
        starts: [startOf(step.quarter)],
        message: "",
      })).ok;
    case "no-show":
      return (await bookings.noShow(app, id, { hostId, isNoShow: step.is })).ok;
  }
}

/** The host's own calendar moves or deletes only what stands there: seats of somebody live, and no move to where it is. */
async function changeSlot(
  { app, hostId }: World,
  booking: Booking,
  step: Extract<Step, { what: "drag" | "end" }>,
): Promise<boolean> {
  if (!isSeat(booking) || !isLiveBooking(booking, app.now())) return false;
  if (step.what === "end") return (await cancelSharedSlot(app, booking.slot, { hostId })).ok;
  const start = startOf(step.quarter);
  return start !== booking.start &&
    (await rescheduleSharedSlot(app, booking.slot, { hostId, start })).ok;
}

async function request({ app, username }: World, slug: Kind, start: number): Promise<boolean> {
  return (await bookings.request(app, bookingRequest({ username, slug, start }))).ok;
}

/** What the store says of the bookings, in the words of the model. */
export async function storedBookings(world: World, now: number): Promise<ModelBooking[]> {
  const { app: { kv }, hostId } = world;
  const found = await readBookings(world, [hostId]);
  await checkDump(world, [hostId], found);
  await checkSlots(world, found);
  const moves = await listRescheduleRequests(kv, hostId, now, 100);
  assert.deepEqual(
    moves.map(({ id }) => id).sort(),
    found.filter(({ rescheduleRequest }) => rescheduleRequest && rescheduleRequest.expiresAt > now)
      .map(({ id }) => id).sort(),
  );
  return found.map(modelOf);
}

/** Slot and hold name everybody who has a seat or asks for one there, and nobody's time is given twice. */
async function checkSlots({ app, hostId }: World, found: Booking[]): Promise<void> {
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
