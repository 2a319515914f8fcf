/** A guest takes a time that a host has proposed: the request is confirmed without being decided again. */
import { type Booking, decidingHosts, withoutConfirmations } from "$lib/scheduling/booking.ts";
import { confirmMoved, proposerOf } from "$lib/scheduling/proposed-times.ts";
import type { App } from "../app.ts";
import { isBlockedByAny } from "../store/block-list.ts";
import { getActiveHost } from "../store/hosts.ts";
import type { TimeDecision } from "../changes/decide-time.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { confirmsAlone, organizerBy } from "./decide.ts";
import type { RescheduleAttempt } from "./reschedule-team.ts";

/** Whether a request is confirmed as its guest takes this start, as long as calendars say that it is free: its proposer could confirm it alone when they proposed it, and can now. */
export async function isAgreed(app: App, booking: Booking, start: number): Promise<boolean> {
  const hostId = proposerOf(booking, start);
  return hostId !== null && booking.proposedForAll === true &&
    await agreesForAll(app, booking, hostId) &&
    !await isBlockedByAny(app.kv, booking.hosts, [booking.guest.email, ...booking.extraGuests]);
}

/** Whether times that this host proposes are agreed to by all who decide; one whose account is closed or suspended agrees to nothing. */
export async function agreesForAll(app: App, booking: Booking, hostId: string): Promise<boolean> {
  // At another time everybody who has to confirm is asked again.
  const asked = { ...booking, team: withoutConfirmations(booking.team) };
  return await confirmsAlone(app, asked, hostId) && await getActiveHost(app.kv, hostId) !== null;
}

/** A request that was moved, confirmed where a host has agreed to the time for all who decide and it is known to be free. */
export async function confirmIfAgreed(
  app: App,
  { was, now, snapshots, to }: RescheduleAttempt,
  moved: BookingChange,
  { isConfirmed }: TimeDecision,
): Promise<BookingChange> {
  const hostId = proposerOf(was, to.start);
  if (hostId === null || !isConfirmed || !await isAgreed(app, was, to.start)) return moved;
  const { hosts = was.hosts, joining = snapshots } = moved;
  const deciding = decidingHosts({ ...moved.booking, hosts: [...hosts] });
  if (deciding.join() !== decidingHosts(was).join()) return moved;
  const confirmed = confirmMoved(moved.booking, now);
  if (!confirmed.ok) return moved;
  const organizer = organizerBy(app, was, joining, hostId);
  return {
    ...moved,
    booking: { ...confirmed.value, organizer },
    event: "confirmed",
    proposedBy: hostId,
  };
}
