import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { readPeople } from "../changes/booking-people.ts";
import { freeMembersFor } from "../changes/free-members.ts";
import { isManagerOf } from "../changes/team-rights.ts";

/** Whose places in a coming team booking a host can give to whom: their own, as a manager everybody's; null where none can be. */
export async function placesToGive(
  app: App,
  booking: Booking,
  hostId: string,
): Promise<{ from: Host[]; to: Host[] } | null> {
  const { team } = booking;
  const now = app.now();
  const canChange = isLiveBooking(booking, now) && booking.start > now && !isSeat(booking);
  if (!team || !canChange) return null;
  const isManager = await isManagerOf(app.kv, team.id, hostId);
  const { hosts } = await readPeople(app, booking);
  const from = hosts.filter(({ id }) => isManager || id === hostId);
  return from.length === 0 ? null : { from, to: await freeMembersFor(app, booking) };
}
