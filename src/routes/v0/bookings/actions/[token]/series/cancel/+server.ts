import { cancelSeriesByGuest } from "$lib/api/operations/series.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findGuestDate, guestOutcomes } from "$lib/server/http/series-api.ts";

export const POST = serve(cancelSeriesByGuest, async ({ app, params: { token }, body }) => {
  const found = await findGuestDate(app, token);
  if (!found.ok) return found;
  const by = { actor: "guest" } as const;
  const cancellation = { by, reason: body.reason, revision: null };
  return await guestOutcomes(
    app,
    await bookings.cancelFrom(app, found.value.booking, cancellation),
  );
});
