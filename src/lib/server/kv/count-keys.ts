import { boundedKeyPart } from "./key-part.ts";

/** The keys of counted visits, bookings and wanted times, a part of `keys.ts`; `ownerId` is a host or a team. */
export const countKeys = {
  /** The visits of an owner's pages on one date, YYYY-MM-DD: their steps, and where they came from. */
  visitDay: (
    ownerId: string,
    date: string,
    part: "steps" | "origins",
  ) => ["visit_day", ownerId, date, part],
  visitDaysFrom: (ownerId: string, date: string) => ["visit_day", ownerId, date],
  visitDaysOf: (ownerId: string) => ["visit_day", ownerId],
  /** The requests of one date for an event type. */
  bookingDay: (
    ownerId: string,
    date: string,
    typeId: string,
  ) => ["booking_day", ownerId, date, boundedKeyPart(typeId)],
  bookingDaysFrom: (ownerId: string, date: string) => ["booking_day", ownerId, date],
  bookingDaysOf: (ownerId: string) => ["booking_day", ownerId],
  /** What was counted of the bookings of an event type that were requested on one UTC day, up to a number in each part. */
  countedBookings: (
    ownerId: string,
    day: number,
    typeId: string,
    part: number,
  ) => ["counted_bookings", ownerId, day, boundedKeyPart(typeId), part],
  allCountedBookings: (ownerId: string) => ["counted_bookings", ownerId],
  /** A change of a booking that is not counted yet. */
  uncounted: (
    ownerId: string,
    bookingId: string,
    id: string,
  ) => ["uncounted", ownerId, bookingId, id],
  uncountedOf: (ownerId: string) => ["uncounted", ownerId],
  allUncounted: () => ["uncounted"],
  /** The wanted times for a host's or a team's event types on one date, YYYY-MM-DD. */
  wantedDay: (ownerId: string, date: string) => ["wanted_day", ownerId, date],
  /** Checked by every commit that counts an owner's bookings. */
  countState: (ownerId: string) => ["count_state", ownerId],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;
