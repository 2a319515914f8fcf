import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type BookingPage, hostBookingPage, teamBookingPage } from "../event-types/booking-page.ts";
import { hostsOffering } from "../event-types/find-bookable-type.ts";
import { getOpenHosts } from "../store/hosts.ts";
import { getOpenTeam } from "../store/teams.ts";

/**
 * The page on which a booking can be rescheduled: over all members of a round robin, else over everybody whom the booking
 * needs. Null once its team is deleted.
 */
export async function bookedPage(
  app: App,
  booking: Booking,
  host: Host,
  type: EventType,
): Promise<BookingPage | null> {
  const { team: booked, hosts: hostIds } = booking;
  if (!booked) {
    const hosts = await getOpenHosts(app.kv, hostIds) ?? [];
    return { ...hostBookingPage(host, type), hosts };
  }
  const team = await getOpenTeam(app.kv, booked.id);
  if (!team || !type.team) return null;
  // The mode stays the booking's, also after the type was given another one.
  const typeThen = { ...type, team: { ...type.team, mode: booked.mode } };
  const required = hostIds.filter((id) => !booked.optional.includes(id));
  const hosts = booked.mode === "round-robin"
    ? await hostsOffering(app, typeThen)
    : await getOpenHosts(app.kv, required) ?? [];
  return teamBookingPage(team, typeThen, hosts);
}
