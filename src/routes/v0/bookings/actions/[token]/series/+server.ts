import { listSeriesByGuest } from "$lib/api/operations/series.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findGuestDate, guestDates } from "$lib/server/http/series-api.ts";

export const GET = serve(listSeriesByGuest, async ({ app, params: { token } }) => {
  const found = await findGuestDate(app, token);
  return found.ok ? accepted(await guestDates(app, found.value.booking)) : found;
});
