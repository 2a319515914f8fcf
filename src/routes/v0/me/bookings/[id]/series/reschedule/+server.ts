import { rescheduleSeries } from "$lib/api/operations/series.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findOwnDate, hostOutcomes } from "$lib/server/http/series-api.ts";

export const POST = serve(rescheduleSeries, async (call) => {
  const { app, host, body: { startsAt: start, acknowledged, revision = null } } = call;
  const found = await findOwnDate(call);
  if (!found.ok) return found;
  const force = acknowledged.length > 0;
  const by = { actor: "host", hostId: host.id, force, acknowledged } as const;
  const outcomes = await bookings.rescheduleFrom(app, found.value, { by, start, revision });
  return await hostOutcomes(app, host, outcomes);
});
