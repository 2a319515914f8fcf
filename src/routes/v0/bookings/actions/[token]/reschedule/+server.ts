import { rescheduleByGuest } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { actionLinks } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { noteRefusedMove } from "$lib/server/bookings/note-refused-move.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(rescheduleByGuest, async (call) => {
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
