import { type BookingLimits, noBookingLimits } from "./booking-limits.ts";
import type { Holiday, TimeOff } from "./availability-exceptions.ts";

/** What holds for all of a host's event types: limits, days off, holidays. */
export interface HostRules {
  hostId: string;
  bookingLimits: BookingLimits;
  timeOff: TimeOff[];
  holidays: Holiday[];
  revision: number;
}

/** The rules of a host who has set none. */
export function defaultHostRules(hostId: string): HostRules {
  return { hostId, bookingLimits: noBookingLimits, timeOff: [], holidays: [], revision: 0 };
}
