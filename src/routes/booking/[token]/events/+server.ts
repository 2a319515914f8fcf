import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings/index.ts";
import { rateLimitKey } from "$lib/server/runtime/client-address.ts";
import { eventStream } from "$lib/server/http/event-stream.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** Event stream of a booking for the guest's page: each event is a revision; the page then loads itself again. */
export const GET: RequestHandler = async (
  { locals: { app, client, language }, params, request },
) => {
  const { sentences } = messages(language).refusals;
  const found = await findByLink(app, params.token, "guest");
  if (!found) error(404, sentences["not-found"]);

  let full = false;
  const answer = eventStream(request.signal, app, (stream) => {
    full = !app.bookingWatch.subscribe(found.booking.id, rateLimitKey(client), stream.signal, {
      news: (booking) => stream.send("booking", { revision: booking?.revision ?? null }),
      lost: () => stream.close(),
    });
    if (full) stream.close();
  });
  if (!full) return answer;
  return new Response(sentences["too-many"], { status: 503, headers: { "retry-after": "30" } });
};
