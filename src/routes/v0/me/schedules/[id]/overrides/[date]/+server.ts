import * as api from "$lib/api/operations/schedules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import { removeOverridesOn } from "$lib/server/availability/date-overrides.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(api.removeOverride, async ({ app, host, params, revision }) => {
  const { id, date } = params;
  const removed = await removeOverridesOn(app, host.id, id, date, revision);
  if (!removed.ok) return removed;
  const schedule = await readSchedule(app, host, id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
