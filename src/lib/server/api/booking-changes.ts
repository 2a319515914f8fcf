import * as v from "valibot";
import { Acknowledged } from "$lib/openapi/fields.ts";
import { HostBooking } from "$lib/openapi/host-booking.ts";
import { BookingBody, CancelBody, Instant } from "$lib/scheduling/api-schemas.ts";
import { Zone } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { hostBookingJson } from "../views/host-booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { namedAsInBody } from "./booking-answer.ts";
import { changeBooking, giveBooking } from "./changed-booking.ts";
import { RequestedSeries, requestRefusals } from "./guest-bookings.ts";
import { operation } from "./operation.ts";

const tag = "Bookings";

const Message = CancelBody.entries.reason;

export const Id = v.pipe(v.string(), v.maxLength(64, "too-long"));

export const Revision = v.optional(v.pipe(v.number(), v.integer()));

export const changing = {
  method: "POST",
  tag,
  access: "bookings",
  status: 200,
  answer: v.object({ booking: HostBooking }),
  revised: "booking",
} as const;

/** Of changes after which the booking may be another member's. */
export const givenAway = v.object({
  booking: v.pipe(
    v.nullable(HostBooking),
    v.description("Null where it is another member’s from now on."),
  ),
});

export const refusals = [
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
}, async ({ app, host, body, key, headers }) => {
  const booked = await bookings.bookForGuest(app, host, {
    typeId: body.eventTypeId,
    start: body.startsAt,
    minutes: body.duration,
    guest: {
      name: body.inviteeName,
      email: body.inviteeEmail,
      note: body.note,
      ...(body.inviteePhone ? { phone: body.inviteePhone } : {}),
      zone: body.timezone ?? host.zone,
      hourCycle: host.hourCycle,
      language: body.language,
      answers: body.answers,
    },
    extraGuests: body.guests,
    location: body.location,
    series: body.series,
    key: { route: "POST /v0/me/bookings", value: key },
  });
  if (!booked.ok) return namedAsInBody(booked);
  const { booking, response: { series }, replayed } = booked.value;
  if (replayed) headers.set("idempotent-replayed", "true");
  const made = await hostBookingJson(app, host, booking);
  return accepted({ booking: made, ...(series ? { series } : {}) });
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
}, (call) => {
  const { app, host, body: { message, acknowledged, forAll } } = call;
  const decision = {
    hostId: host.id,
    message,
    forAll,
    force: acknowledged.length > 0,
    acknowledged,
  };
  return changeBooking(
    call,
    ({ id }, revision) => bookings.confirm(app, id, { ...decision, revision }),
  );
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
}, (call) => {
  const { app, host, body: { message, forAll } } = call;
  const decision = { hostId: host.id, message, forAll, force: false };
  return giveBooking(
    call,
    ({ id }, revision) => bookings.reject(app, id, { ...decision, revision }),
  );
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
}, (call) => {
  const { app, host, body: { reason } } = call;
  const by = { actor: "host", hostId: host.id } as const;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.cancel(app, id, { by, reason, revision }),
  );
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
}, (call) => {
  const { app, host, body: { startsAt: start, acknowledged }, key, headers } = call;
  const by = {
    actor: "host",
    hostId: host.id,
    force: acknowledged.length > 0,
    acknowledged,
  } as const;
  // A repeated request is answered by its key first, though the booking has changed since.
  const revision = call.body.revision ?? call.revision ?? undefined;
  const asked = { ...call, revision: null, body: { revision } };
  return changeBooking(asked, async (booking, revision) => {
    const moved = await bookings.rescheduleWithKey(app, booking, { by, start, revision, key });
    if (!moved.ok) return moved;
    if (moved.value.replayed) headers.set("idempotent-replayed", "true");
    return accepted(moved.value.booking);
  });
});

export const proposeTimes = operation({
  ...changing,
  id: "bookings.propose",
  path: "/v0/me/bookings/{id}/propose",
  summary: "Propose other times to the guest of a request",
  description:
    "Up to five free times. The one that the guest takes is confirmed without another decision.",
  body: v.object({
    startsAt: v.pipe(v.array(Instant), v.minLength(1, "fill-in"), v.maxLength(5, "too-long")),
    message: Message,
    revision: Revision,
  }),
  refusals: [...refusals, "not-offered"],
  example: { body: { startsAt: ["2027-03-02T09:00:00Z"], message: "Would this do?" } },
}, (call) => {
  const { app, host, body: { startsAt: starts, message } } = call;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.propose(app, id, { hostId: host.id, starts, message, revision }),
  );
});
