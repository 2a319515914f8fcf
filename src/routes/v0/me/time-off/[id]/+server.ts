import * as api from "$lib/api/operations/time-off.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { removeTimeOff } from "$lib/server/availability/host-rules.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const DELETE = serve(api.deleteTimeOff, async ({ app, host, params: { id } }) => {
  const { timeOff } = await getHostRules(app.kv, host.id);
  if (!timeOff.some((each) => each.id === id)) return refused("not-found");
  const removed = await removeTimeOff(app, host.id, id);
  return removed.ok ? accepted({ id }) : removed;
});
