import { rescheduleSeriesByGuest } from "$lib/api/operations/series.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findGuestDate, guestOutcomes } from "$lib/server/http/series-api.ts";

export const POST = serve(rescheduleSeriesByGuest, async ({ app, params: { token }, body }) => {
  const found = await findGuestDate(app, token);
  if (!found.ok) return found;
  const { startsAt: start, timezone: zone } = body;
  const by = { actor: "guest" as const, ...(zone ? { zone } : {}) };
  const outcomes = await bookings.rescheduleFrom(app, found.value, { by, start, revision: null });
  return await guestOutcomes(app, outcomes);
});
