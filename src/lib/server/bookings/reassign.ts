import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import { type StateRefusal, stateRefusalOf } from "$lib/scheduling/booking-transitions.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  type AssignedTurn,
  hasHeld,
  type Rotation,
  rotationOrder,
  withAssignment,
  withTransfer,
} from "$lib/scheduling/rotation.ts";
import { decisionFor } from "$lib/scheduling/rotation-decisions.ts";
import { reassignBooking } from "$lib/scheduling/team-transitions.ts";
import type { TypeMember } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { getBooking } from "../store/bookings.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import { expireOverdue } from "../changes/expire.ts";
import { askFreeMembers, freeAmong, otherMembers } from "../changes/free-members.ts";
import { isManagerOf } from "../changes/team-rights.ts";
import { leftOf, readRotation } from "../changes/team-rotation.ts";

/** A member's booking that goes to another member of its event type. */
export interface Reassignment {
  /** The member themselves or a manager of the team; "system" where they leave or close their account. */
  by: { hostId: string } | "system";
  from: string;
  /** A member, or whoever is free and has the turn. */
  to: string | "any-free";
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
}

/**
 * Gives a member's place in a coming booking to another member who is free; id, UID and time stay. "taken" where they are
 * not free or nobody is, "not-offered" where guests share the time.
 */
export async function reassign(
  app: App,
  bookingId: string,
  { by, from, to, revision }: Reassignment,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "not-offered">> {
  const known = await getBooking(app.kv, bookingId);
  if (!known?.team || !await mayReassign(app, known, by, from)) return refused("not-found");
  const answers = await askFreeMembers(app, known, await targets(app, known, to));

  return await change(app, bookingId, {
    candidates: async (booking) => (await targets(app, booking, to)).map(({ hostId }) => hostId),
    requested: {
      time: (booking) => booking,
      type: (booking) => getBookedEventType(app.kv, booking),
    },
    async decide(was, now, snapshots) {
      if (!await mayReassign(app, was, by, from)) return refused("not-found");
      if (!isLiveBooking(was, now)) return refused(stateRefusalOf(was, now));
      const isOutdated = revision !== null && revision !== was.revision;
      if (isOutdated || !was.hosts.includes(from) || was.start <= now) return refused("changed");
      if (isSeat(was) || was.rescheduleRequest?.slot) return refused("not-offered");
      if (await expireOverdue(app, snapshots, now)) return "retry";

      const others = snapshots.filter(({ host }) => !was.hosts.includes(host.id));
      const free = await freeAmong(app, { booking: was, snapshots: others, answers });
      const members = (await targets(app, was, to)).filter(({ hostId }) => free.includes(hostId));
      const found = await readRotation(app, was);
      const [next] = found ? rotationOrder(found.rotation, members) : members;
      if (!next) return refused("taken");
      const { bookingTtlMs: ttlMs } = app.settings;
      const given = found && moved(found.rotation, was.team!.turn, members, {
        from,
        to: next.hostId,
        now,
      });
      const turn = given?.turn ?? was.team!.turn;
      const actor = by === "system" ? "time" : "host";
      return accepted({
        booking: reassignBooking(was, now, actor, { from, to: next.hostId, turn, ttlMs }),
        event: "reassigned",
        hosts: was.hosts.map((hostId) => hostId === from ? next.hostId : hostId),
        ...(given ? { rotation: given.rotation } : {}),
        ...(found && to === "any-free"
          ? {
            decision: decisionFor(found.members, next.hostId, {
              left: leftOf(was, found.members, free),
            }),
          }
          : {}),
        ...(by === "system" ? {} : { byHostId: by.hostId }),
      });
    },
  });
}

/** A member gives away their own place, a manager anybody's. */
async function mayReassign(
  app: App,
  { team }: Booking,
  by: Reassignment["by"],
  from: string,
): Promise<boolean> {
  if (!team) return false;
  return by === "system" || by.hostId === from || await isManagerOf(app.kv, team.id, by.hostId);
}

/** The member who is named, or all others but those who declined the request. */
async function targets(app: App, booking: Booking, to: string): Promise<TypeMember[]> {
  const members = await otherMembers(app, booking);
  if (to !== "any-free") return members.filter(({ hostId }) => hostId === to);
  return members.filter(({ hostId }) => !booking.team?.declinedBy.includes(hostId));
}

/** The assignment goes along; of a member who has left the rotation, it is a new one. */
function moved(
  rotation: Rotation,
  turn: AssignedTurn | null,
  free: readonly TypeMember[],
  { from, to, now }: { from: string; to: string; now: number },
): { rotation: Rotation; turn: AssignedTurn } {
  if (turn && hasHeld(rotation[from], turn)) {
    return {
      rotation: withTransfer(rotation, from, to, now),
      turn: { ...turn, heldSince: now },
    };
  }
  return withAssignment(rotation, free, to, now);
}
