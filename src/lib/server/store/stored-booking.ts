import type { Booking } from "$lib/scheduling/booking.ts";
import { keys } from "../kv/keys.ts";
import { type Short, shortForm } from "../kv/short-form.ts";

/** A booking as it is stored. */
export type StoredBooking = Short<Booking>;

export const {
  length: bookingFields,
  shorten: shortenBooking,
  expand: expandBooking,
} = shortForm<Booking>({
  id: null,
  uid: null,
  sequence: null,
  revision: null,
  slot: null,
  hosts: null,
  series: null,
  team: {
    id: null,
    slug: null,
    name: null,
    mode: null,
    confirmedBy: null,
    whenDeclined: null,
    keepsHost: null,
    optional: null,
    confirmations: null,
    declinedBy: null,
    withdrawn: null,
    turn: null,
  },
  type: {
    id: null,
    slug: null,
    title: null,
    colour: null,
    location: null,
    decision: null,
    confirmedMessage: null,
    rejectedMessage: null,
    cancellationNotice: null,
    rescheduleNotice: null,
    allowExtraGuests: null,
    reminders: null,
    alarm: null,
  },
  guest: {
    name: null,
    email: null,
    note: null,
    phone: null,
    zone: null,
    language: null,
    hourCycle: null,
    answers: null,
    tracking: { utm: null, metadata: null },
  },
  extraGuests: null,
  mayInvite: null,
  start: null,
  end: null,
  bufferBefore: null,
  bufferAfter: null,
  status: null,
  reservedUntil: null,
  rescheduleRequest: null,
  approvalReason: null,
  organizer: null,
  message: null,
  proposed: null,
  emailUnverified: null,
  verification: { link: null, sent: null, sentAt: null },
  limitKeys: null,
  noShowAt: null,
  isTest: null,
  guestErasedAt: null,
  endReason: null,
  createdAt: null,
  changedAt: null,
  changedBy: null,
  decidedAt: null,
  moves: null,
  links: { guest: null, hosts: null },
  viaWidget: null,
  source: null,
  privateLinkHash: null,
});

/** Adds to a commit: the record of a booking, without its indexes. */
export function setBooking(op: Deno.AtomicOperation, booking: Booking): Deno.AtomicOperation {
  return op.set(keys.booking(booking.id), shortenBooking(booking));
}
