import { bookForGuest } from "$lib/api/operations/booking-changes.ts";
import { listBookings } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { findBookings } from "$lib/server/bookings/find-bookings.ts";
import { hostBookingJson, hostBookingsJson } from "$lib/server/bookings/host-booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { namedAsInBody } from "$lib/server/http/booking-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(listBookings, async ({ app, host, query }) => {
  const { status = null, eventTypeId = null, teamId = null, from = null, to = null } = query;
  const filter = {
    status,
    typeId: eventTypeId,
    teamId,
    from,
    to,
    isWaiting: query.waiting === "1",
    text: query.search ?? "",
    latestFirst: query.sort === "desc",
  };
  const { limit, cursor = null } = query;
  const found = await findBookings(app, host.id, filter, { limit, cursor });
  if (!found.ok) return found;
  const { next } = found.value;
  return accepted({ bookings: await hostBookingsJson(app, host, found.value.bookings), next });
});

export const POST = serve(bookForGuest, async ({ app, host, body, key, headers }) => {
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
