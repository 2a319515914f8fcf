import { addDays } from "$lib/scheduling/day.ts";
import type { SeededTown } from "./seeded-town.ts";

/** The pages of the town on which guest and host change a booking, and what is booked on days off. */
export function proposalPages({ date, guest, host, ids }: SeededTown): Record<string, string> {
  const next = addDays(date, 7);
  const picked = `date=${date}&picked=${date}T12:00:00Z,${date}T12:15:00Z,${next}T08:00:00Z`;
  const pending = `/dashboard/bookings/${ids.pending}`;
  const confirmed = `/dashboard/bookings/${ids.confirmed}`;
  return {
    "guest-cancel": `${guest.confirmed}/cancel`,
    "guest-move": `${guest.confirmed}/reschedule`,
    "guest-move-form": `${guest.confirmed}/reschedule?slot=${date}T13:00:00Z`,
    "propose-by-link": `${host.pending}/propose?date=${date}`,
    "propose-none": `${pending}/propose?date=${date}`,
    propose: `${pending}/propose?${picked}`,
    "propose-send": `${pending}/propose?send=1&${picked}`,
    "host-move": `${confirmed}/reschedule`,
    "host-move-form": `${confirmed}/reschedule?slot=${date}T09:00:00Z`,
    "clear-time-off": `/dashboard/availability/time-off/bookings?first=${date}`,
  };
}
