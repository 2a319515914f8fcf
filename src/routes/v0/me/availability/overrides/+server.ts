import * as api from "$lib/api/operations/availability.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(api.setOverrides, async ({ app, host, body, revision }) => {
  const was = await readSchedule(app, host, body.scheduleId);
  if (!was.ok) return was;
  const { overrides, revision: expected = revision ?? was.value.revision } = body;
  const set = await schedules.edit(app, host.id, was.value.id, expected, { overrides });
  if (!set.ok) return set;
  const { overrides: current, revision: next } = set.value;
  return accepted({ schedule: { ...was.value, overrides: current, revision: next } });
});
