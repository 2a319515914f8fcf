import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type BookingPage, hostBookingPage, teamBookingPage } from "../event-types/booking-page.ts";
import { getOpenTeam } from "../store/teams.ts";
import { hostsToSearch } from "./hosts-to-search.ts";

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
