import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { hostsOffering } from "../event-types/find-bookable-type.ts";
import { getOpenHosts } from "../store/hosts.ts";

/**
 * Whose time is searched for another time of a booking: of a round robin whoever may take it, of a collective everybody
 * whom it needs; where the new time waits for approval all present hosts, who hold both times until then.
 */
export async function hostsToSearch(app: App, booking: Booking, type: EventType): Promise<Host[]> {
  const isFixed = isConfirmed(booking) && type.decision === "approval";
  if (isFixed) return await getOpenHosts(app.kv, booking.hosts) ?? [];
  if (booking.team?.mode !== "round-robin" || type.team?.mode !== "round-robin") {
    return await getOpenHosts(app.kv, decidingHosts(booking)) ?? [];
  }
  return await hostsOffering(app, type);
}
