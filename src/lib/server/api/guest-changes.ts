import * as v from "valibot";
import { ExtraGuests, SeriesPlace } from "$lib/openapi/host-booking.ts";
import { CancelBody, EmailBody, GuestsBody, RescheduleBody } from "$lib/scheduling/api-schemas.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { actionLinks, guestBookingJson } from "../changes/booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { noteRefusedMove } from "../views/note-refused-move.ts";
import { namedAsInBody } from "./booking-answer.ts";
import { Actions, BookingState, tag } from "./guest-bookings.ts";
import { operation } from "./operation.ts";

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
}, async ({ app, params: { token } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  return accepted({
    booking: guestBookingJson(found.booking, found),
    actions: actionLinks(app.baseUrl, token),
  });
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
}, async ({ app, params: { token }, body: { reason } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const by = { actor: "guest" } as const;
  const cancelled = await bookings.cancel(app, found.booking.id, { by, reason, revision: null });
  return cancelled.ok ? accepted({ booking: guestBookingJson(cancelled.value, found) }) : cancelled;
});

export const rescheduleByGuest = operation({
  ...byToken,
  id: "guestBookings.reschedule",
  method: "POST",
  path: "/v0/bookings/actions/{token}/reschedule",
  summary: "Reschedule a booking as its guest",
  description: "A pending request at a time that its host proposed is confirmed.",
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
}, async (call) => {
  const { app, host, params, body, key, headers, event: { request, locals } } = call;
  const found = await bookings.findByLink(app, params.token, "guest");
  if (!found) return refused("not-found");
  const { startsAt: start, timezone: zone } = body;
  const rescheduled = await bookings.rescheduleWithKey(app, found.booking, {
    by: { actor: "guest", ...(zone ? { zone } : {}) },
    start,
    revision: null,
    key,
  });
  if (!rescheduled.ok) {
    const { refusal } = rescheduled;
    const origin = { request, client: locals.client, viewerId: host?.id ?? null };
    await noteRefusedMove(app, found, { refusal, start }, { ...origin, via: "api" });
    return rescheduled;
  }
  const { response, replayed } = rescheduled.value;
  if (replayed) headers.set("idempotent-replayed", "true");
  return accepted({ booking: response, actions: actionLinks(app.baseUrl, params.token) });
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
}, async ({ app, params: { token }, body: { guests } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const changed = await bookings.changeExtraGuests(app, found.booking.id, {
    guests,
    revision: null,
  });
  return changed.ok ? accepted({ booking: guestBookingJson(changed.value, found) }) : changed;
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
}, async ({ app, params: { token } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const sent = await bookings.sendVerificationAgain(app, found.booking.id);
  return sent.ok ? accepted({ booking: guestBookingJson(sent.value, found) }) : sent;
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
}, async ({ app, params: { token }, body }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const corrected = await bookings.correctGuestEmail(app, found.booking.id, {
    email: body.inviteeEmail,
    revision: null,
  });
  if (!corrected.ok) return namedAsInBody(corrected);
  return accepted({ booking: guestBookingJson(corrected.value, found) });
});
