import * as v from "valibot";
import { BookingBody, CancelBody, Instant } from "../../scheduling/api-schemas.ts";
import { EmailAddress } from "../../scheduling/email-address.ts";
import { Zone } from "../../scheduling/host.ts";
import { BookingLocationInput } from "../../scheduling/location.ts";
import { Acknowledged } from "../fields.ts";
import { HostBooking } from "../host-booking.ts";
import { operation } from "../operation.ts";
import { RequestedSeries, requestRefusals } from "./guest-bookings.ts";

const tag = "Bookings";

const Message = CancelBody.entries.reason;
const Id = v.pipe(v.string(), v.maxLength(64, "too-long"));
const Revision = v.optional(v.pipe(v.number(), v.integer()));
const changing = {
  method: "POST",
  tag,
  access: "bookings",
  status: 200,
  answer: v.object({ booking: HostBooking }),
  revised: "booking",
} as const;

/** Of changes after which the booking may be another member's. */
const givenAway = v.object({
  booking: v.pipe(
    v.nullable(HostBooking),
    v.description("Null where it is another member’s from now on."),
  ),
});

const refusals = [
  "changed",
  "expired",
  "inactive",
  "taken",
  "already-confirmed",
  "already-rejected",
  "already-cancelled",
] as const;
const timeRefusals = [...refusals, "not-offered", "conflict", "unreachable"] as const;

const {
  username: _username,
  eventSlug: _eventSlug,
  link: _link,
  timezone: _timezone,
  ...requestEntries
} = BookingBody.entries;

export const bookForGuest = operation({
  ...changing,
  id: "bookings.book",
  path: "/v0/me/bookings",
  summary: "Book a time for a guest",
  description:
    "By every rule of the event type; confirmed at once where you decide on its requests. The guest is emailed as if they had booked. `timezone` is the guest’s, yours if missing. A replay answers with the booking as it is now.",
  idempotency: "required",
  status: 201,
  body: v.object({ eventTypeId: Id, ...requestEntries, timezone: v.optional(Zone) }),
  answer: v.object({ booking: HostBooking, series: v.optional(RequestedSeries) }),
  refusals: requestRefusals,
  example: {
    body: {
      eventTypeId: "the id of one of your event types",
      startsAt: "2027-03-01T09:00:00Z",
      inviteeName: "Grace Hopper",
      inviteeEmail: "grace@example.org",
    },
  },
});

export const confirmBooking = operation({
  ...changing,
  id: "bookings.confirm",
  path: "/v0/me/bookings/{id}/confirm",
  summary: "Confirm a request or a reschedule request",
  description:
    "The calendars are asked first: a conflict is refused with 409, `detail` and `acknowledged`. `forAll` lets an owner or admin decide for every member.",
  body: v.object({
    message: Message,
    acknowledged: Acknowledged,
    forAll: v.optional(v.boolean(), false),
    revision: Revision,
  }),
  refusals: timeRefusals,
  example: { body: { message: "See you then." } },
});

export const declineBooking = operation({
  ...changing,
  id: "bookings.decline",
  path: "/v0/me/bookings/{id}/decline",
  summary: "Decline a request or a reschedule request",
  description:
    "A declined reschedule request leaves the meeting at its time; a round robin may pass a request on.",
  body: v.object({
    message: Message,
    forAll: v.optional(v.boolean(), false),
    revision: Revision,
  }),
  answer: givenAway,
  refusals,
  example: { body: { message: "Another week, please." } },
});

export const cancelBooking = operation({
  ...changing,
  id: "bookings.cancel",
  path: "/v0/me/bookings/{id}/cancel",
  summary: "Cancel a booking",
  description: "A request that nobody decided on is withdrawn.",
  body: v.object({ reason: Message, revision: Revision }),
  refusals: [...refusals, "too-late"],
  example: { body: { reason: "I’m ill" } },
});

export const rescheduleBooking = operation({
  ...changing,
  id: "bookings.reschedule",
  path: "/v0/me/bookings/{id}/reschedule",
  summary: "Reschedule a booking",
  description:
    "To any time that no other booking holds; the length stays. A conflict is refused with 409, `detail` and `acknowledged`. A replay answers with the booking as it is now.",
  idempotency: "required",
  body: v.object({ startsAt: Instant, acknowledged: Acknowledged, revision: Revision }),
  refusals: [...timeRefusals, "too-late"],
  example: { body: { startsAt: "2027-03-02T09:00:00Z" } },
});

export const proposeTimes = operation({
  ...changing,
  id: "bookings.propose",
  path: "/v0/me/bookings/{id}/propose",
  summary: "Propose other times to the guest of a request",
  description: "Up to five free times, of which the guest picks one.",
  body: v.object({
    startsAt: v.pipe(v.array(Instant), v.minLength(1, "fill-in"), v.maxLength(5, "too-long")),
    message: Message,
    revision: Revision,
  }),
  refusals: [...refusals, "not-offered"],
  example: { body: { startsAt: ["2027-03-02T09:00:00Z"], message: "Would this do?" } },
});

export const setLocation = operation({
  ...changing,
  id: "bookings.setLocation",
  path: "/v0/me/bookings/{id}/location",
  summary: "Set where a confirmed booking takes place",
  description:
    "The guest is told by email, with an updated invitation; at a time that guests share, all of them. `{random}` in a link becomes a part that can’t be guessed; `google-meet` and `microsoft-teams` need a calendar that makes such links.",
  body: v.object({ location: BookingLocationInput, revision: Revision }),
  refusals,
  example: { body: { location: { kind: "link", value: "https://meet.jit.si/{random}" } } },
});

export const removeGuest = operation({
  ...changing,
  id: "bookings.removeGuest",
  path: "/v0/me/bookings/{id}/remove-guest",
  summary: "Remove an extra guest",
  description:
    "Somebody of `guests`, by their address. Who was invited gets a cancellation of their own; the others are not told.",
  body: v.object({ email: EmailAddress, revision: Revision }),
  refusals,
  example: { body: { email: "alan@example.org" } },
});

export const setNoShow = operation({
  ...changing,
  id: "bookings.noShow",
  path: "/v0/me/bookings/{id}/no-show",
  summary: "Mark a guest as a no-show, or remove the mark",
  body: v.object({ noShow: v.optional(v.boolean(), true) }),
  refusals: [...refusals, "not-offered"],
  example: { body: { noShow: true } },
});

export const reassignBooking = operation({
  ...changing,
  id: "bookings.reassign",
  path: "/v0/me/bookings/{id}/reassign",
  summary: "Give a team’s booking to another member",
  description:
    "`from` is you if missing; an owner or admin may name any of its hosts. Without `to` whoever is free and has the turn takes it.",
  body: v.object({ from: v.optional(Id), to: v.optional(Id), revision: Revision }),
  answer: givenAway,
  refusals: [...refusals, "not-offered"],
  example: { body: {} },
});

export const withdrawFromBooking = operation({
  ...changing,
  id: "bookings.withdraw",
  path: "/v0/me/bookings/{id}/withdraw",
  summary: "Take yourself out of a meeting of several members",
  description: "The others keep it; without another required member it is cancelled.",
  body: v.object({ revision: Revision }),
  answer: givenAway,
  refusals: [...refusals, "not-offered"],
  example: { body: {} },
});

export const restoreEntries = operation({
  ...changing,
  id: "bookings.restoreEntry",
  path: "/v0/me/bookings/{id}/restore-entry",
  summary: "Write a booking into the calendar again",
  description: "Where its entry was moved or deleted there; the booking stays as it is.",
  refusals: ["changed"],
});

export const retryJob = operation({
  ...changing,
  id: "bookings.retryJob",
  path: "/v0/me/bookings/{id}/jobs/{job}/retry",
  summary: "Try an email or a calendar write of a booking again",
  refusals: ["changed"],
});
