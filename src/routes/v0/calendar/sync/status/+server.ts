import { syncStatus } from "$lib/api/operations/calendars.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { worstFreshness } from "$lib/scheduling/calendar-state.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { connectionsJson } from "$lib/server/connections/connection-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getGuard } from "$lib/server/store/guard.ts";

export const GET = serve(syncStatus, async ({ app, host }) => {
  const { syncIntervalMs } = app.settings;
  const { guard } = await getGuard(app.kv, host.id);
  return accepted({
    status: worstFreshness(Object.values(guard.calendars), app.now(), syncIntervalMs),
    syncIntervalMinutes: syncIntervalMs / MINUTE,
    connections: await connectionsJson(app, host.id),
  });
});
