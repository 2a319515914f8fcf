/** What a visitor of a booking page did, in order: opened it, chose a day, chose a time, was shown the form. */
export const visitSteps = ["view", "day", "time", "form"] as const;
export type VisitStep = typeof visitSteps[number];

/** Where a visit or a booking came from; "host" is a booking that the host made for a guest. */
export const countedSources = ["page", "widget", "private-link", "api", "agent", "host"] as const;
export type CountedSource = typeof countedSources[number];

/** What views are broken down by; `embedder` is the host name of the page around a widget. */
export const viewDimensions = [
  "device",
  "language",
  "zoneOffset",
  "referrer",
  "embedder",
  "utmSource",
  "utmMedium",
  "utmCampaign",
] as const;
export type ViewDimension = typeof viewDimensions[number];

/** Values beyond the most that a day keeps of a dimension are counted together. */
export const OTHER_VALUE = "other";

/** The visits of an owner's booking pages on one date of their zone. */
export interface VisitDay {
  /** By event type and source: how often each step was taken, in the order of `visitSteps`. */
  types: Record<string, Partial<Record<CountedSource, number[]>>>;
  /** Views by dimension and value. */
  by: Partial<Record<ViewDimension, Record<string, number>>>;
}

/** Bounds of the time from a request to its meeting, in days: under 1, under 2, under 4, under 7, under 14, under 30, longer. */
export const leadDays = [1, 2, 4, 7, 14, 30] as const;
/** Bounds of the time from a request to its decision, in minutes: under an hour, 4 hours, a day, two days, longer. */
export const decisionMinutes = [60, 240, 1_440, 2_880] as const;

/** The requests of one date, event type and source, by what has become of them until now. */
export interface BookingCounts {
  requested: number;
  /** Were confirmed at some time, at once or by their host. */
  confirmed: number;
  declined: number;
  expired: number;
  /** Taken back by the guest before they were decided. */
  withdrawn: number;
  cancelledByGuest: number;
  cancelledByHost: number;
  /** Moved to another time at least once. */
  rescheduled: number;
  noShow: number;
  /** Confirmed, not cancelled and not a no-show, by the date on which they end: past dates have been held. */
  ends: Record<string, number>;
  /** By the hour of the week in which they begin, 0 for Monday from midnight to 167, in the owner's zone. */
  hours: Record<number, number>;
  /** By the time from request to meeting, one more than `leadDays`. */
  lead: number[];
  /** Decided by their host, by the time that it took, one more than `decisionMinutes`. */
  decided: number[];
  /** Of a team: pending or confirmed, by the member who was booked first. */
  members: Record<string, number>;
}

/** The bookings of an owner's event types that were requested on one date of their zone: no tests, none that were never verified. */
export type BookingDay = Record<string, Partial<Record<CountedSource, BookingCounts>>>;

/** Both of one date. */
export interface CountedDay {
  /** YYYY-MM-DD. */
  date: string;
  visits: VisitDay;
  bookings: BookingDay;
}
