import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import type { Tracking } from "$lib/scheduling/booking-tracking.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { SeriesInput } from "$lib/scheduling/series.ts";
import type { SubmittedAnswers } from "$lib/scheduling/booking-questions.ts";
import type { App } from "../app.ts";
import type { BookingResponse } from "../store/idempotency-records.ts";

/** A guest's request for a booking, parsed from the form or the API call. */
export interface BookingRequest {
  /** Empty where a team is booked. */
  username: string;
  /** The team whose event type is booked; missing or null for a host's own. */
  teamSlug?: string | null;
  slug: string;
  /** Epoch ms. */
  start: number;
  /** One of the type's lengths; null takes the first. */
  minutes: number | null;
  guest: {
    name: string;
    email: string;
    note: string;
    /** As entered; kept only where the guest is to be called. */
    phone?: string;
    zone: string;
    hourCycle: 12 | 24;
    /** Missing or null takes that of the page; not part of the idempotent payload. */
    language?: Language | null;
    /** Checked against the event type's questions as they are when the request is decided. */
    answers: SubmittedAnswers;
  };
  /** Email addresses of people whom the guest brings along. */
  extraGuests?: string[];
  /** The idempotency key from the form or the Idempotency-Key header; it is scoped to route and event type. */
  key: { route: string; value: string } | null;
  /** The key of the chosen place, where the event type offers several. */
  location?: string | null;
  viaWidget: boolean;
  /** The program that asks; missing for a person on a page. */
  program?: "api" | "agent";
  /** Where the guest came from; missing where that is not known. */
  tracking?: Tracking;
  /** The secret of a private link; required for event types that can only be booked by private link. */
  link?: string | null;
  /** The client's address, as far as the proxy settings allow to trust it; not part of the idempotent payload. */
  client: string | null;
  /** A host books on their own page to try it. */
  isTest?: boolean;
  /** The host who books for the guest; missing where the guest books. */
  byHost?: BookingHost;
  /** Further dates of the same kind; missing or null for one date. */
  series?: SeriesInput | null;
}

/** A host who books for a guest. */
export interface BookingHost {
  id: string;
  /** Whether they may decide on requests for this event type, so that it needs no approval. */
  decides: boolean;
}

/** How a request was made: by an agent, by a host, by another program, by a private link, in the widget, or on the page. */
export function sourceOf(
  { byHost, program, link, viaWidget }: Pick<
    BookingRequest,
    "byHost" | "program" | "link" | "viaWidget"
  >,
): CountedSource {
  if (program === "agent") return "agent";
  if (byHost) return "host";
  if (program) return program;
  if (link) return "private-link";
  return viaWidget ? "widget" : "page";
}

export interface RequestResult {
  booking: Booking;
  /** The response to the first request with this key; a replay returns the same one. */
  response: BookingResponse;
  /** The guest's link secret, for `/booking/{token}`. */
  token: string;
  replayed: boolean;
  /** The event type that it was granted under; missing where it was granted before. */
  type?: EventType;
}

/** Whether nobody has to verify the guest's address: a host made it, or nothing can be sent there. */
export function isVouchedFor({ sendMail }: App, { isTest, byHost }: BookingRequest): boolean {
  return sendMail === null || isTest === true || byHost !== undefined;
}
