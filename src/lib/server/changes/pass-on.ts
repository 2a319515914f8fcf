import type { Actor, Booking } from "$lib/scheduling/booking.ts";
import { rotationOrder, withAssignment, withReturn } from "$lib/scheduling/rotation.ts";
import { decisionFor } from "$lib/scheduling/rotation-decisions.ts";
import { mayPassOn, passOnRequest } from "$lib/scheduling/team-transitions.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { getBookedEventType } from "../store/event-types.ts";
import type { BookingChangeSpec } from "./change.ts";
import type { BookingChange } from "./make-change.ts";
import { freeAmong, otherMembers } from "./free-members.ts";
import { leftOf, readRotation } from "./team-rotation.ts";

/** What a change reads so that it can pass a request on: the time and rules of the other members. */
export function nextMembers(app: App): Pick<BookingChangeSpec, "candidates" | "requested"> {
  return {
    candidates: async (booking) =>
      mayPassOn(booking) ? (await otherMembers(app, booking)).map(({ hostId }) => hostId) : [],
    requested: {
      time: (booking) => booking,
      type: async (booking) =>
        mayPassOn(booking) ? await getBookedEventType(app.kv, booking) : null,
    },
  };
}

/** The request given to the next free member of its round robin; null where that is not wanted, or nobody is free. */
export async function passOn(
  app: App,
  was: Booking,
  { snapshots, now, by }: { snapshots: readonly HostSnapshot[]; now: number; by: Actor },
): Promise<BookingChange | null> {
  if (!mayPassOn(was) || was.start <= now) return null;
  const found = await readRotation(app, was);
  if (!found) return null;
  const others = snapshots.filter(({ host }) => !was.hosts.includes(host.id));
  const free = await freeAmong(app, { booking: was, snapshots: others, answers: null });
  const candidates = found.members.filter(({ hostId }) => free.includes(hostId));
  const returned = withReturn(found.rotation, was.team!.turn, was.hosts[0]!);
  const [next] = rotationOrder(returned, candidates);
  if (!next) return null;
  const { rotation, turn } = withAssignment(returned, candidates, next.hostId, now);
  return {
    booking: passOnRequest(was, now, by, { turn, ttlMs: app.settings.bookingTtlMs }),
    event: "passed-on",
    hosts: [next.hostId],
    rotation,
    decision: decisionFor(found.members, next.hostId, { left: leftOf(was, found.members, free) }),
  };
}
