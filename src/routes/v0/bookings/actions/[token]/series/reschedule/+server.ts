import { rescheduleSeriesByGuest } from "$lib/api/operations/series.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { noteRefusedMove } from "$lib/server/bookings/note-refused-move.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findGuestDate, guestOutcomes } from "$lib/server/http/series-api.ts";

export const POST = serve(rescheduleSeriesByGuest, async (call) => {
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
