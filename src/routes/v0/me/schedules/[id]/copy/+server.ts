import * as api from "$lib/api/operations/schedules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.copySchedule, async ({ app, host, params }) => {
  const copy = await schedules.copy(app, host.id, params.id);
  if (!copy.ok) return copy;
  const schedule = await readSchedule(app, host, copy.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
