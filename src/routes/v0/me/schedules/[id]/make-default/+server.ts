import * as api from "$lib/api/operations/schedules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.makeDefaultSchedule, async ({ app, host, params, revision }) => {
  const made = await schedules.makeDefault(app, host.id, params.id, revision);
  if (!made.ok) return made;
  const schedule = await readSchedule(app, host, made.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
