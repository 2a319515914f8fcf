import type { Booking } from "$lib/scheduling/booking.ts";
import type { SubmittedAnswers } from "$lib/scheduling/booking-questions.ts";
import type { IdempotencyRecord } from "../store/bookings.ts";

/** What a guest asks for, parsed. */
export interface BookingRequest {
  username: string;
  slug: string;
  /** Epoch ms. */
  start: number;
  /** One of the type's lengths; null takes the first. */
  minutes: number | null;
  guest: {
    name: string;
    email: string;
    note: string;
    zone: string;
    hourCycle: 12 | 24;
    /** Checked against the questions of the type as they are when the wish is granted. */
    answers: SubmittedAnswers;
  };
  /** From the form or the Idempotency-Key header; belongs to route and event type. */
  key: { route: string; value: string } | null;
  viaWidget: boolean;
  /** The secret of a private link; needed where the type is bookable by such links alone. */
  link?: string | null;
  /** Where it came from, as far as it can be trusted; no part of what was wished. */
  client: string | null;
  /** The host tries their own page. */
  isTest?: boolean;
}

export interface RequestResult {
  booking: Booking;
  /** As it was answered the first time; a replay says the same again. */
  response: IdempotencyRecord["response"];
  /** The guest's link secret, for `/booking/{token}`. */
  token: string;
  replayed: boolean;
}
