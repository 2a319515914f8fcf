import type { RefusalCode } from "../../scheduling/outcome.ts";

/** The sentence a person reads for every expected "no". */
const sentences: Record<RefusalCode, string> = {
  "not-found": "There is nothing at this address. The link may be incomplete or no longer valid.",
  "invalid": "Something in the form needs mending. Nothing you typed is lost.",
  "taken": "That time has just been taken. Here are the nearest free ones.",
  "not-offered": "That time is not on offer. Here are the nearest free ones.",
  "inactive": "This page takes no bookings at the moment.",
  "already-confirmed": "This booking is already confirmed.",
  "already-rejected": "This request was already declined.",
  "already-cancelled": "This booking was already cancelled.",
  "expired": "This request ran out before it was decided. The time is free again.",
  "changed": "This changed in the meantime. Please look again.",
  "conflict": "Your calendar now shows something else at this time.",
  "unreachable": "A calendar could not be asked just now.",
  "key-reused": "This Idempotency-Key was used before with another request.",
  "key-needed": "Send an Idempotency-Key header of 16 to 200 characters.",
  "in-progress": "The first request with this key is still running. Please try again in a moment.",
  "busy": "Many people are booking right now. Please try again in a moment; nothing was booked.",
  "too-many": "That was a lot of requests. Please wait a moment and try again.",
  "name-taken": "This name is already in use.",
  "name-reserved": "This name is reserved. Please choose another.",
  "signed-out": "Please sign in.",
  "forbidden": "This request did not come from our own pages, so it was not carried out.",
  "calendar-refused": "The calendar server said no.",
};

/** What is wrong with one field of a form. */
const fields = {
  "email-invalid": "Please give one complete mail address, like name@example.org.",
  "name-empty": "Please tell us your name.",
  "too-long": "This is too long.",
  "unknown-zone": "We do not know this time zone.",
  "window-backwards": "The end must be later than the start.",
  "too-many-windows": "At most 50 windows a week.",
  "title-empty": "Please give it a title.",
  "slug-empty": "Please give it an address.",
  "slug-long": "At most 64 characters.",
  "slug-letters": "Small letters, digits and single hyphens only.",
  "duration-needed": "Please choose a length.",
  "location-empty": "Please say where, or choose “none”.",
  "location-link": "Please give a complete link, starting with https://.",
  "frame-origin": "Give an origin such as https://example.org, or * for everyone.",
  "start-invalid": "Please pick a time.",
} as Record<string, string>;

export default { sentences, fields };
