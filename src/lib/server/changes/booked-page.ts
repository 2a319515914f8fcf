import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type BookingPage, hostBookingPage, teamBookingPage } from "../event-types/booking-page.ts";
import { getOpenTeam } from "../store/teams.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { hostsOffering } from "../event-types/find-bookable-type.ts";
import { getActiveHosts } from "../store/hosts.ts";

/** The page on which a booking can be rescheduled, over the hosts who may take it then; null once its team is deleted. */
export async function bookedPage(
  app: App,
  booking: Booking,
  host: Host,
  type: EventType,
): Promise<BookingPage | null> {
  const { team: booked } = booking;
  const hosts = await hostsToSearch(app, booking, type);
  if (!booked) return { ...hostBookingPage(host, type), hosts };
  const team = await getOpenTeam(app.kv, booked.id);
  if (!team || !type.team) return null;
  // The mode stays the booking's, also after the type was given another one.
  const typeThen = { ...type, team: { ...type.team, mode: booked.mode } };
  return teamBookingPage(team, typeThen, hosts);
}

/**
 * Whose time is searched for another time of a booking: of a round robin whoever may take it, of a collective everybody
 * whom it needs; where the new time waits for approval all present hosts, who hold both times until then.
 */
export async function hostsToSearch(app: App, booking: Booking, type: EventType): Promise<Host[]> {
  const isFixed = isConfirmed(booking) && type.decision === "approval";
  if (isFixed) return await getActiveHosts(app.kv, booking.hosts) ?? [];
  if (booking.team?.mode !== "round-robin" || type.team?.mode !== "round-robin") {
    return await getActiveHosts(app.kv, decidingHosts(booking)) ?? [];
  }
  return await hostsOffering(app, type);
}
