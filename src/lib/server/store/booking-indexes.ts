import { type Booking, indexOwnersOf, searchOwnersOf } from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { bookingSearchTerms } from "$lib/scheduling/search-terms.ts";
import { dropHostNotes } from "./host-notes.ts";
import { keys } from "../kv/keys.ts";
import { dropLimitCounts, writeLimitCounts } from "./limit-counts.ts";
import { setBooking } from "./stored-booking.ts";
import { dropTeamStarts, writeTeamStarts } from "./team-bookings.ts";
import { markUncounted } from "./uncounted.ts";

/** Writes a booking with its history entry, its index entries and that it is to be counted; `was` is null for a new one. */
export function writeBooking(
  op: Deno.AtomicOperation,
  was: Booking | null,
  booking: Booking,
  entry: HistoryEntry,
): void {
  if (was) {
    for (const ownerId of indexOwnersOf(was)) dropIndexes(op, ownerId, was);
    dropTeamStarts(op, was);
    dropHostNotes(op, was.id, was.hosts.filter((hostId) => !booking.hosts.includes(hostId)));
  }
  for (const ownerId of indexOwnersOf(booking)) writeIndexes(op, ownerId, booking);
  writeTeamStarts(op, booking);
  writeSearchWords(op, was, booking);
  // It never changes.
  if (!was && booking.series) {
    const { id, number } = booking.series;
    op.set(keys.seriesOf(id, number, booking.id), booking.id);
  }
  markUncounted(op, booking);
  setBooking(op, booking);
  op.set(keys.history(booking.id, booking.revision), entry);
}

/** Deletes a booking's index entries under one of its hosts, or its team. */
function dropIndexes(op: Deno.AtomicOperation, ownerId: string, was: Booking): void {
  op.delete(keys.bookingOf(ownerId, was.status, was.start, was.id));
  if (was.rescheduleRequest) {
    op.delete(keys.rescheduleOf(ownerId, was.rescheduleRequest.expiresAt, was.id));
  }
  dropLimitCounts(op, ownerId, was);
}

/** Writes a booking's index entries under one of its hosts, or its team. */
function writeIndexes(op: Deno.AtomicOperation, ownerId: string, booking: Booking): void {
  const { id, status, start, rescheduleRequest } = booking;
  op.set(keys.bookingOf(ownerId, status, start, id), id);
  if (rescheduleRequest) op.set(keys.rescheduleOf(ownerId, rescheduleRequest.expiresAt, id), id);
  writeLimitCounts(op, ownerId, booking);
}

/** The words that a booking is found by, under each of its owners; only what changed is written. */
function writeSearchWords(
  op: Deno.AtomicOperation,
  was: Booking | null,
  booking: Booking,
): void {
  const before = was ? searchOwnersOf(was) : [], after = searchOwnersOf(booking);
  const wordsBefore = was ? bookingSearchTerms(was) : [], words = bookingSearchTerms(booking);
  for (const ownerId of before) {
    const gone = after.includes(ownerId)
      ? wordsBefore.filter((word) => !words.includes(word))
      : wordsBefore;
    for (const word of gone) op.delete(keys.searchWordOf(ownerId, word, booking.id));
  }
  for (const ownerId of after) {
    const added = before.includes(ownerId)
      ? words.filter((word) => !wordsBefore.includes(word))
      : words;
    for (const word of added) op.set(keys.searchWordOf(ownerId, word, booking.id), true);
  }
}
