import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { Status } from "$lib/openapi/host-booking.ts";
import { BookingBody, TeamBookingBody } from "$lib/scheduling/api-schemas.ts";
import { bookingAnswer } from "./booking-answer.ts";
import { operation } from "./operation.ts";

export const tag = "Bookings";

/** What every answer says of a booking. */
export const BookingState = v.object({
  id: v.string(),
  status: Status,
  startsAt: Timestamp,
  endsAt: Timestamp,
  reservedUntil: v.nullable(Timestamp),
  rescheduleRequest: v.optional(
    v.object({ startsAt: Timestamp, endsAt: Timestamp, reservedUntil: Timestamp }),
  ),
});

/** What became of the dates of a series. */
export const RequestedSeries = v.object({
  id: v.string(),
  dates: v.array(v.object({
    id: v.nullable(v.string()),
    status: v.nullable(Status),
    startsAt: Timestamp,
    endsAt: Timestamp,
    refused: v.pipe(
      v.nullable(v.string()),
      v.description("Why this date was not booked; null for one that was."),
    ),
  })),
});

/** The addresses of what a guest can do with a booking; each holds its secret. */
export const Actions = v.object({
  token: v.string(),
  page: v.string(),
  lookUp: v.string(),
  cancel: v.string(),
  reschedule: v.string(),
  guests: v.string(),
  email: v.string(),
  verificationEmail: v.string(),
});

/** Why a new booking is refused, by whoever asks for it. */
export const requestRefusals = [
  "not-found",
  "taken",
  "not-offered",
  "inactive",
  "too-many-pending",
  "too-many-upcoming",
  "too-many-emails",
  "too-many-dates",
  "declined",
  "unreachable",
  "conflict",
] as const;

const requested = {
  method: "POST",
  tag,
  access: "public",
  idempotency: "required",
  answer: v.object({
    booking: BookingState,
    assigned: v.optional(v.array(v.string())),
    series: v.optional(RequestedSeries),
    actions: Actions,
    redirect: v.nullable(v.string()),
  }),
  refusals: [...requestRefusals, "link-used", "link-expired"],
} as const;

const guest = {
  startsAt: "2027-03-01T09:00:00Z",
  timezone: "Europe/Berlin",
  inviteeName: "Grace Hopper",
  inviteeEmail: "grace@example.org",
};

export const requestBooking = operation({
  ...requested,
  id: "bookings.create",
  path: "/v0/bookings",
  summary: "Book a time of a host",
  body: BookingBody,
  example: { body: { username: "ada", eventSlug: "intro-call", ...guest } },
}, ({ key, body, headers, event }) =>
  bookingAnswer(event.locals, {
    route: "POST /v0/bookings",
    key,
    body,
    headers,
    request: event.request,
  }));

export const requestTeamBooking = operation({
  ...requested,
  id: "bookings.createForTeam",
  path: "/v0/team-bookings",
  summary: "Book a time of a team",
  body: TeamBookingBody,
  example: { body: { teamSlug: "studio", eventSlug: "first-meeting", ...guest } },
}, ({ key, body, headers, event }) =>
  bookingAnswer(event.locals, {
    route: "POST /v0/team-bookings",
    key,
    body,
    headers,
    request: event.request,
  }));
