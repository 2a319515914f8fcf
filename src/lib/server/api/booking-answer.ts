import type * as v from "valibot";
import type { BookingBody, TeamBookingBody } from "$lib/scheduling/api-schemas.ts";
import { boundedTracking, isWithinBounds } from "$lib/scheduling/booking-tracking.ts";
import {
  accepted,
  type RefusalCode,
  type Refused,
  refused,
  refusedStarts,
} from "$lib/scheduling/outcome.ts";
import { actionLinks } from "../changes/booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { noteRefused } from "../views/picker/note-wanted.ts";
import { redirectAfterBooking } from "../views/redirect.ts";
import { requestAddress } from "../event-types/booking-page.ts";

/** What a guest asks for over the API, and the Idempotency-Key with the route that it belongs to. */
export interface BookingApiRequest {
  route: string;
  key: string;
  body: v.InferOutput<typeof BookingBody> | v.InferOutput<typeof TeamBookingBody>;
  headers: Headers;
  request: Pick<Request, "method" | "headers">;
}

/** The refusal with the names that the body has for its fields. */
export function namedAsInBody<Code extends RefusalCode>({ refusal }: Refused<Code>): Refused<Code> {
  const { phone, email, ...others } = refusal.fields ?? {};
  if (phone === undefined && email === undefined) return { ok: false, refusal };
  const fields = {
    ...others,
    ...(phone === undefined ? {} : { inviteePhone: phone }),
    ...(email === undefined ? {} : { inviteeEmail: email }),
  };
  return { ok: false, refusal: { ...refusal, fields } };
}

/** The answer to `POST /v0/bookings` and `POST /v0/team-bookings`. */
export async function bookingAnswer(
  { app, client, asked, host }: Pick<App.Locals, "app" | "client" | "asked" | "host">,
  { route, key, body, headers, request: from }: BookingApiRequest,
) {
  const { eventSlug: slug, startsAt, duration, timezone, language, ...guest } = body;
  const address = "teamSlug" in guest
    ? { team: guest.teamSlug, slug }
    : { username: guest.username, slug };
  const tracking = { utm: guest.utm, metadata: guest.metadata };
  if (!isWithinBounds(tracking)) {
    return refused("invalid", { fields: { metadata: "too-much-metadata" } });
  }
  const series = "series" in guest ? guest.series : null;
  const request: bookings.BookingRequest = {
    ...requestAddress(address),
    start: startsAt,
    minutes: duration,
    guest: {
      name: guest.inviteeName,
      email: guest.inviteeEmail,
      note: guest.note,
      ...(guest.inviteePhone ? { phone: guest.inviteePhone } : {}),
      zone: timezone,
      hourCycle: 24,
      language: language ?? asked,
      answers: guest.answers,
    },
    extraGuests: guest.guests,
    location: guest.location,
    key: { route, value: key },
    viaWidget: false,
    program: "api",
    tracking: boundedTracking(tracking),
    link: guest.link,
    client,
  };
  const requested = await bookings.request(app, series ? { ...request, series } : request);
  if (!requested.ok) {
    noteRefused(
      app,
      { page: address, link: guest.link ?? null, minutes: duration ?? null },
      refusedStarts(requested.refusal, startsAt),
      { request: from, client, viewerId: host?.id ?? null },
    );
    return namedAsInBody(requested);
  }

  const { booking, response: { assigned, series: dates, ...response }, token, replayed, type } =
    requested.value;
  const target = await redirectAfterBooking(app, booking, type);
  if (replayed) headers.set("idempotent-replayed", "true");
  return accepted({
    booking: response,
    ...(assigned ? { assigned } : {}),
    ...(dates ? { series: dates } : {}),
    actions: actionLinks(app.baseUrl, token),
    redirect: target?.url ?? null,
  });
}
