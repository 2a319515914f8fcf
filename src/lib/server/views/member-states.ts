import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import type { BookingPeople } from "../changes/booking-people.ts";

/** A member of a team booking, and what they said to it. */
export interface MemberState {
  id: string;
  name: string;
  /** Null where there is nothing to say, as of everybody in a confirmed meeting. */
  state: "confirmed" | "asked" | "optional" | "declined" | null;
}

/** The members of a team booking, those who withdrew last; none for a host's own. */
export function memberStates(
  booking: Booking,
  { hosts, withdrawn }: Pick<BookingPeople, "hosts" | "withdrawn">,
  now: number,
): MemberState[] {
  const { team } = booking;
  if (!team) return [];
  const isTogether = team.mode === "collective" && awaitsHost(booking, now);
  const stateOf = (id: string) => {
    if (!decidingHosts(booking).includes(id)) return "optional" as const;
    if (!isTogether) return null;
    return team.confirmations.includes(id) ? "confirmed" as const : "asked" as const;
  };
  return [
    ...hosts.map(({ id, name }) => ({ id, name, state: stateOf(id) })),
    ...withdrawn.map(({ id, name }) => ({ id, name, state: "declined" as const })),
  ];
}
