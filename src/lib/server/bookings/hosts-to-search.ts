import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { hostsOffering } from "../event-types/find-bookable-type.ts";
import { getOpenHosts } from "../store/hosts.ts";

/**
 * Whose time is searched for another time of a booking: of a round robin whoever may take it, unless its present member is
 * to decide on the new time; else everybody whom it needs.
 */
export async function hostsToSearch(app: App, booking: Booking, type: EventType): Promise<Host[]> {
  const isFixed = isConfirmed(booking, app.now()) && type.decision === "approval";
  if (booking.team?.mode !== "round-robin" || isFixed || type.team?.mode !== "round-robin") {
    return await getOpenHosts(app.kv, decidingHosts(booking)) ?? [];
  }
  return await hostsOffering(app, type);
}
