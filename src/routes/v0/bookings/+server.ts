import { BookingBody } from "$lib/scheduling/api-schemas.ts";
import { bookingApiResponse } from "$lib/server/http/booking-api.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = ({ locals, request }) =>
  bookingApiResponse(locals, request, { route: "POST /v0/bookings", body: BookingBody });
