/** The transitions of a booking between the members of its team. */
import { type Actor, type BookedTeam, type Booking, decidingHosts } from "./booking.ts";
import { isConfirmed } from "./booking-state.ts";
import { withChange } from "./booking-transitions.ts";
import type { AssignedTurn } from "./rotation.ts";

/** Whether this member's confirmation settles a request; otherwise it waits for the other required members. */
export function isLastConfirmation(booking: Booking, hostId: string): boolean {
  const { team } = booking;
  if (team?.mode !== "collective" || team.confirmedBy === "first") return true;
  return decidingHosts(booking).every((id) => id === hostId || team.confirmations.includes(id));
}

/** One of several members confirms a request that waits for the others. */
export function noteConfirmation(booking: Booking, now: number, hostId: string): Booking {
  const { confirmations } = booking.team!;
  return withTeam(booking, now, "host", { confirmations: [...confirmations, hostId] });
}

/** Whether a request goes to the next member when its member declines it or lets it expire: at most once. */
export function mayPassOn({ team, status, emailUnverified }: Booking): boolean {
  return team?.mode === "round-robin" && team.whenDeclined === "next-member" &&
    team.declinedBy.length === 0 && status === "PENDING" && !emailUnverified;
}

/** A request goes to another member of its round robin, with a new deadline. */
export function passOnRequest(
  booking: Booking,
  now: number,
  by: Actor,
  { turn, ttlMs }: { turn: AssignedTurn; ttlMs: number },
): Booking {
  const { team, hosts, start } = booking;
  const declinedBy = [...team!.declinedBy, ...hosts];
  const given = withTeam(booking, now, by, { declinedBy, turn });
  return { ...given, reservedUntil: Math.min(now + ttlMs, start), proposed: [] };
}

/** A member's place in a live booking goes to another member, who is asked in their place; a request waits with a new deadline. */
export function reassignBooking(
  booking: Booking,
  now: number,
  by: Actor,
  { from, to, turn, ttlMs }: {
    from: string;
    to: string;
    turn: AssignedTurn | null;
    ttlMs: number;
  },
): Booking {
  const { team, start, sequence, reservedUntil, rescheduleRequest } = booking;
  const given = withTeam(booking, now, by, {
    confirmations: without(team!.confirmations, from),
    optional: team!.optional.map((hostId) => hostId === from ? to : hostId),
    turn,
  });
  const asked = rescheduleRequest && { ...rescheduleRequest, requestedAt: now };
  return isConfirmed(booking) ? { ...given, sequence: sequence + 1, rescheduleRequest: asked } : {
    ...given,
    proposed: [],
    reservedUntil: booking.emailUnverified ? reservedUntil : Math.min(now + ttlMs, start),
  };
}

/** A member no longer takes part in a confirmed collective, which the others keep. */
export function withdrawMember(booking: Booking, now: number, by: Actor, hostId: string): Booking {
  const { optional, withdrawn, confirmations } = booking.team!;
  return withTeam(booking, now, by, {
    optional: without(optional, hostId),
    confirmations: without(confirmations, hostId),
    withdrawn: [...without(withdrawn, hostId), hostId],
  });
}

function withTeam(booking: Booking, now: number, by: Actor, change: Partial<BookedTeam>): Booking {
  return withChange(booking, now, by, { team: { ...booking.team!, ...change } });
}

function without(ids: readonly string[], id: string): string[] {
  return ids.filter((each) => each !== id);
}
