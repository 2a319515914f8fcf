import { cancelSeries } from "$lib/api/operations/series.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findOwnDate, hostOutcomes } from "$lib/server/http/series-api.ts";

export const POST = serve(cancelSeries, async (call) => {
  const { app, host, body: { reason, revision = null } } = call;
  const found = await findOwnDate(call);
  if (!found.ok) return found;
  const by = { actor: "host", hostId: host.id } as const;
  const outcomes = await bookings.cancelFrom(app, found.value, { by, reason, revision });
  return await hostOutcomes(app, host, outcomes);
});
