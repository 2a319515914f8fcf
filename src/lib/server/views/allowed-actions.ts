import { awaitsDecisionOf, type Booking, isSeat } from "$lib/scheduling/booking.ts";
import { awaitsHost, meanings, stateOf } from "$lib/scheduling/booking-state.ts";
import { NO_SHOW_WINDOW_MS } from "$lib/scheduling/booking-transitions.ts";

/** As what a host acts on a booking, and whether they manage its team. */
export interface ActingHost {
  hostId: string;
  role: "host" | "manager";
  managesTeam: boolean;
}

/** What a host can do with a booking at an instant. */
export function allowedActions(
  booking: Booking,
  { hostId, role, managesTeam }: ActingHost,
  now: number,
) {
  const state = stateOf(booking, now);
  const { isLive, isConfirmed } = meanings[state];
  // A manager who is not one of the hosts moves no meeting of theirs.
  const isOwn = booking.hosts.includes(hostId);
  const isAsked = role === "manager"
    ? awaitsHost(booking, now)
    : awaitsDecisionOf(booking, hostId, now);
  const decides = state === "unverified" || isAsked;
  const canChange = isLive && booking.start > now;
  const canPassOn = booking.team !== null && canChange && !isSeat(booking);
  return {
    confirm: decides,
    decline: decides,
    cancel: isConfirmed && booking.end > now,
    reschedule: isOwn && isConfirmed && booking.end > now,
    propose: isOwn && !isConfirmed && canChange,
    setLocation: isConfirmed && booking.end > now,
    removeGuest: isLive && booking.end > now && booking.extraGuests.length > 0,
    noShow: isConfirmed && booking.start <= now && now < booking.end + NO_SHOW_WINDOW_MS,
    reassign: canPassOn && (isOwn || managesTeam),
    withdraw: canPassOn && isOwn && booking.team?.mode === "collective",
  };
}
