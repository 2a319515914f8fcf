/** What is done to several dates of a series at once. */
import * as v from "valibot";
import { Acknowledged } from "$lib/openapi/fields.ts";
import { HostBooking } from "$lib/openapi/host-booking.ts";
import { CancelBody, RescheduleBody } from "$lib/scheduling/api-schemas.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../bookings/index.ts";
import { noteRefusedMove } from "../views/note-refused-move.ts";
import { BookingState } from "./guest-bookings.ts";
import { byToken, changeRefusals } from "./guest-changes.ts";
import { operation } from "./operation.ts";
import {
  decideByApi,
  findGuestDate,
  findOwnDate,
  guestDates,
  guestOutcomes,
  hostDates,
  hostOutcomes,
} from "./series-answers.ts";

const tag = "Bookings";

const Refused = v.pipe(
  v.nullable(v.string()),
  v.description("Why this date stays as it is; null for one that was changed."),
);

const Message = CancelBody.entries.reason;
const Id = v.pipe(v.string(), v.maxLength(64, "too-long"));
const Revision = v.pipe(v.number(), v.integer());

const DecidedDates = v.optional(
  v.pipe(
    v.array(v.object({ id: Id, revision: Revision })),
    v.minLength(1, "fill-in"),
    v.maxLength(12, "too-long"),
    v.description("The dates to decide on, as you saw them; without it all that wait for you."),
  ),
);

const HostDate = v.object({
  booking: HostBooking,
  refused: Refused,
  acknowledged: v.pipe(
    v.array(v.string()),
    v.description("Where `refused` is `conflict` or `unreachable`: to confirm all the same."),
  ),
});

const later = "The later dates of its series with it, in one step where they fit into one.";

const ofHost = {
  method: "POST",
  tag,
  access: "bookings",
  status: 200,
  answer: v.object({ dates: v.array(HostDate) }),
} as const;

const refusals = [
  "changed",
  "expired",
  "inactive",
  "taken",
  "already-confirmed",
  "already-rejected",
  "already-cancelled",
] as const;

export const listSeries = operation({
  id: "bookings.series",
  method: "GET",
  path: "/v0/me/bookings/{id}/series",
  tag,
  summary: "List the dates of a booking’s series",
  description:
    "In the order in which they were booked; not found for a booking that was made alone.",
  access: "read",
  answer: v.object({ dates: v.array(HostBooking) }),
}, async (call) => {
  const found = await findOwnDate(call);
  return found.ok ? accepted(await hostDates(call.app, call.host, found.value)) : found;
});

export const confirmSeries = operation({
  ...ofHost,
  id: "bookings.confirmSeries",
  path: "/v0/me/bookings/{id}/series/confirm",
  summary: "Confirm several dates of a series",
  description:
    "The calendars are asked first: a date with a conflict stays as it is and is named with `acknowledged`; the others are confirmed together.",
  body: v.object({ message: Message, dates: DecidedDates, acknowledged: Acknowledged }),
  refusals: [...refusals, "not-offered", "conflict", "unreachable"],
  example: { body: { message: "See you then." } },
}, (call) => decideByApi(call, "confirm", call.body));

export const declineSeries = operation({
  ...ofHost,
  id: "bookings.declineSeries",
  path: "/v0/me/bookings/{id}/series/decline",
  summary: "Decline several dates of a series",
  body: v.object({ message: Message, dates: DecidedDates }),
  refusals,
  example: { body: { message: "Another week, please." } },
}, (call) => decideByApi(call, "reject", call.body));

export const cancelSeries = operation({
  ...ofHost,
  id: "bookings.cancelSeries",
  path: "/v0/me/bookings/{id}/series/cancel",
  summary: "Cancel a date and the later ones of its series",
  description: later,
  body: v.object({ reason: Message, revision: v.optional(Revision) }),
  refusals: [...refusals, "too-late"],
  example: { body: { reason: "I’m ill" } },
}, async (call) => {
  const { app, host, body: { reason, revision = null } } = call;
  const found = await findOwnDate(call);
  if (!found.ok) return found;
  const by = { actor: "host", hostId: host.id } as const;
  const outcomes = await bookings.cancelFrom(app, found.value, { by, reason, revision });
  return await hostOutcomes(app, host, outcomes);
});

export const rescheduleSeries = operation({
  ...ofHost,
  id: "bookings.rescheduleSeries",
  path: "/v0/me/bookings/{id}/series/reschedule",
  summary: "Reschedule a date and the later ones of its series",
  description:
    "Each by as many days and to the same time of day as the first. A date may take the time that another one leaves; one whose new time isn’t free stays.",
  body: v.object({
    startsAt: RescheduleBody.entries.startsAt,
    acknowledged: Acknowledged,
    revision: v.optional(Revision),
  }),
  refusals: [...refusals, "not-offered", "conflict", "unreachable", "too-late"],
  example: { body: { startsAt: "2027-03-02T09:00:00Z" } },
}, async (call) => {
  const { app, host, body: { startsAt: start, acknowledged, revision = null } } = call;
  const found = await findOwnDate(call);
  if (!found.ok) return found;
  const force = acknowledged.length > 0;
  const by = { actor: "host", hostId: host.id, force, acknowledged } as const;
  const outcomes = await bookings.rescheduleFrom(app, found.value, { by, start, revision });
  return await hostOutcomes(app, host, outcomes);
});

const GuestDate = v.object({ ...BookingState.entries, refused: Refused });

export const listSeriesByGuest = operation({
  ...byToken,
  id: "guestBookings.series",
  method: "GET",
  path: "/v0/bookings/actions/{token}/series",
  summary: "List the dates of a guest’s series",
  answer: v.object({ dates: v.array(BookingState) }),
}, async ({ app, params: { token } }) => {
  const found = await findGuestDate(app, token);
  return found.ok ? accepted(await guestDates(app, found.value.booking)) : found;
});

export const cancelSeriesByGuest = operation({
  ...byToken,
  id: "guestBookings.cancelSeries",
  method: "POST",
  path: "/v0/bookings/actions/{token}/series/cancel",
  summary: "Cancel a date and the later ones as their guest",
  description: later,
  body: CancelBody,
  status: 200,
  answer: v.object({ dates: v.array(GuestDate) }),
  refusals: changeRefusals,
  example: { body: { reason: "I’m ill" } },
}, async ({ app, params: { token }, body }) => {
  const found = await findGuestDate(app, token);
  if (!found.ok) return found;
  const by = { actor: "guest" } as const;
  const cancellation = { by, reason: body.reason, revision: null };
  return await guestOutcomes(
    app,
    await bookings.cancelFrom(app, found.value.booking, cancellation),
  );
});

export const rescheduleSeriesByGuest = operation({
  ...byToken,
  id: "guestBookings.rescheduleSeries",
  method: "POST",
  path: "/v0/bookings/actions/{token}/series/reschedule",
  summary: "Reschedule a date and the later ones as their guest",
  description:
    "Each by as many days and to the same time of day as the first. A date may take the time that another one leaves; one whose new time isn’t free stays.",
  body: RescheduleBody,
  status: 200,
  answer: v.object({ dates: v.array(GuestDate) }),
  refusals: [...changeRefusals, "taken", "not-offered", "inactive", "too-many"],
  example: { body: { startsAt: "2027-03-02T09:00:00Z" } },
}, async (call) => {
  const { app, host, params: { token }, body, event: { request, locals } } = call;
  const found = await findGuestDate(app, token);
  if (!found.ok) return found;
  const { startsAt: start, timezone: zone } = body;
  const by = { actor: "guest" as const, ...(zone ? { zone } : {}) };
  const outcomes = await bookings.rescheduleFrom(app, found.value.booking, {
    by,
    start,
    revision: null,
  });
  const [first] = outcomes;
  if (first && !first.outcome.ok) {
    const { refusal } = first.outcome;
    const origin = { request, client: locals.client, viewerId: host?.id ?? null };
    await noteRefusedMove(app, found.value, { refusal, start }, { ...origin, via: "api" });
  }
  return await guestOutcomes(app, outcomes);
});
