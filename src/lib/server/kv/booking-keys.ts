import { boundedKeyPart } from "./key-part.ts";

/** The keys of bookings, their indexes, links and counts, a part of `keys.ts`. */
export const bookingKeys = {
  booking: (bookingId: string) => ["booking", boundedKeyPart(bookingId)],
  bookings: () => ["booking"],
  /** A slot that several guests share. */
  slot: (slotId: string) => ["slot", slotId],
  slots: () => ["slot"],
  history: (bookingId: string, revision: number) => ["history", bookingId, revision],
  /** What its host did with a job of it; behind the change that it follows. */
  historyNote: (
    bookingId: string,
    revision: number,
    jobId: string,
  ) => ["history", bookingId, revision, jobId],
  historyOf: (bookingId: string) => ["history", bookingId],
  /** What a host has noted on a booking for themselves. */
  hostNote: (hostId: string, bookingId: string) => ["host_note", hostId, boundedKeyPart(bookingId)],
  /** The dates of a series by their number. */
  seriesOf: (
    seriesId: string,
    number: number,
    bookingId: string,
  ) => ["series_of", seriesId, number, bookingId],
  allOfSeries: (seriesId: string) => ["series_of", seriesId],
  /** Index of a host's bookings by status and start. */
  bookingOf: (
    hostId: string,
    status: string,
    start: number,
    bookingId: string,
  ) => ["booking_of", hostId, status, start, bookingId],
  bookingIndex: () => ["booking_of"],
  allBookingsOf: (hostId: string) => ["booking_of", hostId],
  bookingsOf: (hostId: string, status: string) => ["booking_of", hostId, status],
  /** Pending reschedule requests of a host, by deadline. */
  rescheduleOf: (
    hostId: string,
    until: number,
    bookingId: string,
  ) => ["reschedule_of", hostId, until, bookingId],
  reschedulesOf: (hostId: string) => ["reschedule_of", hostId],
  /** Index of words of a guest's name, address or note, folded and cut to letters and digits, for prefix search. */
  searchWordOf: (
    hostId: string,
    word: string,
    bookingId: string,
  ) => ["search_word_of", hostId, word, bookingId],
  searchWordsFrom: (hostId: string, word: string) => ["search_word_of", hostId, word],
  /** Guest data of bookings that begin before this instant has been erased by retention. */
  guestsErasedUntil: (hostId: string) => ["guests_erased_until", hostId],
  /** A link secret by its SHA-256. */
  link: (hash: string) => ["link", hash],
  links: () => ["link"],
  /** Pending requests of a host by the hash of the guest's address or the signature of a network, to be counted. */
  pendingBy: (
    hostId: string,
    from: string,
    bookingId: string,
  ) => ["pending_by", hostId, from, bookingId],
  pendingsBy: (hostId: string, from: string) => ["pending_by", hostId, from],
  /** Upcoming confirmed bookings of a host, counted in the same way. */
  upcomingBy: (
    hostId: string,
    from: string,
    start: number,
    bookingId: string,
  ) => ["upcoming_by", hostId, from, start, bookingId],
  upcomingsBy: (hostId: string, from: string) => ["upcoming_by", hostId, from],
  upcomingsOf: (hostId: string) => ["upcoming_by", hostId],
  /** Emails to one guest's address on a UTC day, over all hosts, by a signature of the address. */
  emailCount: (day: number, recipient: string) => ["email_count", day, recipient],
  emailCounts: () => ["email_count"],
  /** Email address or domain on a host's block list, hashed. */
  blockListEntry: (hostId: string, hash: string) => ["block_list", hostId, hash],
  blockListOf: (hostId: string) => ["block_list", hostId],
  /** Idempotency record by the hash of route, event type and key. */
  idempotencyRecord: (hash: string) => ["idempotency", hash],
  idempotencyRecords: () => ["idempotency"],
  replay: (hash: string) => ["replay", hash],
  replays: () => ["replay"],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;
