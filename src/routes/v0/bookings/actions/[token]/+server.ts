import { refused } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings.ts";
import { answer, problem } from "$lib/server/http.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await bookings.findByLink(locals.app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  const { booking, host } = found;
  return answer({
    booking: {
      ...bookings.answerOf(booking),
      ended: booking.ended,
      timezone: booking.guest.zone,
      eventSlug: booking.type.slug,
      title: booking.type.title,
      username: host.username,
      hostName: host.name,
      message: booking.message,
    },
  });
};
