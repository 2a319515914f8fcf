import { listSeries } from "$lib/api/operations/series.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findOwnDate, hostDates } from "$lib/server/http/series-api.ts";

export const GET = serve(listSeries, async (call) => {
  const found = await findOwnDate(call);
  return found.ok ? accepted(await hostDates(call.app, call.host, found.value)) : found;
});
