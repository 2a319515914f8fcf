import { type BookingLimits, noBookingLimits } from "./booking-limits.ts";
import type { Language } from "./language.ts";
import type { Holiday, TimeOff } from "./availability-exceptions.ts";

/** Public holidays of a country or region that are added again for each year to come. */
export interface YearlyHolidays {
  country: string;
  region: string | null;
  /** Country and region as they are shown. */
  label: string;
  /** The language of label and names. */
  language: Language;
  /** Those that the host takes off; others of the country are not added. */
  names: string[];
  /** The last year whose dates were added. */
  until: number;
}

/** What holds for all of a host's event types: limits, time off, holidays. */
export interface HostRules {
  hostId: string;
  bookingLimits: BookingLimits;
  timeOff: TimeOff[];
  holidays: Holiday[];
  yearlyHolidays: YearlyHolidays[];
  revision: number;
}

/** The rules of a host who has set none. */
export function defaultHostRules(hostId: string): HostRules {
  return {
    hostId,
    bookingLimits: noBookingLimits,
    timeOff: [],
    holidays: [],
    yearlyHolidays: [],
    revision: 0,
  };
}

/** Whether two lists of yearly holidays are of the same place. */
export function isSamePlace(
  a: Pick<YearlyHolidays, "country" | "region">,
  b: Pick<YearlyHolidays, "country" | "region">,
): boolean {
  return a.country === b.country && a.region === b.region;
}
