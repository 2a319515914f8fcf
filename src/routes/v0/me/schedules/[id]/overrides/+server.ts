import * as api from "$lib/api/operations/schedules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as dateOverrides from "$lib/server/availability/date-overrides.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.addOverride, async ({ app, host, params, body, revision }) => {
  const added = await dateOverrides.addOverride(app, host.id, params.id, body, revision);
  if (!added.ok) return added;
  const schedule = await readSchedule(app, host, params.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
