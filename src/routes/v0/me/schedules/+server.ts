import * as api from "$lib/api/operations/schedules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule, schedulesJson } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.listSchedules, async ({ app, host }) => {
  return accepted({ schedules: await schedulesJson(app, host) });
});

export const POST = serve(api.createSchedule, async ({ app, host, body }) => {
  const { name, rules = [], overrides = [] } = body;
  const made = await schedules.create(app, host.id, name, { rules, overrides });
  if (!made.ok) return made;
  const schedule = await readSchedule(app, host, made.value.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});
