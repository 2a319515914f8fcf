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

/** What a host lives by who has set nothing. */
export function defaultHostRules(hostId: string): HostRules {
  return { hostId, bookingLimits: noBookingLimits, timeOff: [], holidays: [], revision: 0 };
}
