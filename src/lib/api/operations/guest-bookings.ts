import * as v from "valibot";
import {
  BookingBody,
  CancelBody,
  EmailBody,
  GuestsBody,
  RescheduleBody,
  TeamBookingBody,
} from "../../scheduling/api-schemas.ts";
import { Timestamp } from "../fields.ts";
import { ExtraGuests, SeriesPlace, Status } from "../host-booking.ts";
import { operation } from "../operation.ts";

const tag = "Bookings";

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
const Actions = v.object({
  token: v.string(),
  page: v.string(),
  lookUp: v.string(),
  cancel: v.string(),
  reschedule: v.string(),
  guests: v.string(),
  email: v.string(),
  verificationEmail: v.string(),
});

/** A booking as its guest sees it. */
const GuestBooking = v.object({
  ...BookingState.entries,
  endReason: v.nullable(v.string()),
  timezone: v.string(),
  eventSlug: v.string(),
  title: v.string(),
  series: SeriesPlace,
  username: v.optional(v.string()),
  hostName: v.optional(v.string()),
  teamSlug: v.optional(v.string()),
  teamName: v.optional(v.string()),
  assigned: v.optional(v.array(v.string())),
  guests: ExtraGuests,
  message: v.string(),
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
});

export const requestTeamBooking = operation({
  ...requested,
  id: "bookings.createForTeam",
  path: "/v0/team-bookings",
  summary: "Book a time of a team",
  body: TeamBookingBody,
  example: { body: { teamSlug: "studio", eventSlug: "first-meeting", ...guest } },
});

/** Why a guest’s change is refused. */
export const changeRefusals = [
  "already-cancelled",
  "already-rejected",
  "expired",
  "too-late",
  "changed",
] as const;

/** What every operation by a guest’s secret has. */
export const byToken = {
  tag,
  access: "public",
  params: { token: "The guest’s secret, from `actions`." },
} as const;

export const lookUpBooking = operation({
  ...byToken,
  id: "guestBookings.get",
  method: "GET",
  path: "/v0/bookings/actions/{token}",
  summary: "Get a booking by its guest’s secret",
  answer: v.object({ booking: GuestBooking, actions: Actions }),
});

export const cancelByGuest = operation({
  ...byToken,
  id: "guestBookings.cancel",
  method: "POST",
  path: "/v0/bookings/actions/{token}/cancel",
  summary: "Cancel or withdraw a booking as its guest",
  body: CancelBody,
  status: 200,
  answer: v.object({ booking: GuestBooking }),
  refusals: changeRefusals,
  example: { body: { reason: "I’m ill" } },
});

export const rescheduleByGuest = operation({
  ...byToken,
  id: "guestBookings.reschedule",
  method: "POST",
  path: "/v0/bookings/actions/{token}/reschedule",
  summary: "Reschedule a booking as its guest",
  idempotency: "required",
  body: RescheduleBody,
  status: 200,
  answer: v.object({ booking: BookingState, actions: Actions }),
  refusals: [
    ...changeRefusals,
    "taken",
    "not-offered",
    "inactive",
    "unreachable",
    "conflict",
    "too-many-emails",
  ],
  example: { body: { startsAt: "2027-03-02T09:00:00Z" } },
});

export const setGuestsByGuest = operation({
  ...byToken,
  id: "guestBookings.setGuests",
  method: "PUT",
  path: "/v0/bookings/actions/{token}/guests",
  summary: "Set the extra guests of a booking as its guest",
  body: GuestsBody,
  answer: v.object({ booking: GuestBooking }),
  refusals: [...changeRefusals, "inactive", "too-many-emails"],
  example: { body: { guests: ["alan@example.org"] } },
});

const verificationRefusals = [
  "already-confirmed",
  "already-cancelled",
  "already-rejected",
  "expired",
  "changed",
] as const;
const emailRefusals = ["too-many", "declined", "too-many-emails", "taken", "inactive"] as const;

export const sendVerificationByGuest = operation({
  ...byToken,
  id: "guestBookings.sendVerification",
  method: "POST",
  path: "/v0/bookings/actions/{token}/verification-email",
  summary: "Send the email that verifies a guest’s address again",
  status: 200,
  answer: v.object({ booking: GuestBooking }),
  refusals: [...verificationRefusals, ...emailRefusals],
});

export const correctEmailByGuest = operation({
  ...byToken,
  id: "guestBookings.correctEmail",
  method: "PUT",
  path: "/v0/bookings/actions/{token}/email",
  summary: "Correct the address of a guest who has not verified it",
  body: EmailBody,
  answer: v.object({ booking: GuestBooking }),
  refusals: [...verificationRefusals, ...emailRefusals, "too-many-pending"],
  example: { body: { inviteeEmail: "grace@example.org" } },
});
