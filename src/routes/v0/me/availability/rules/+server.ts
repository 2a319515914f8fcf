import * as api from "$lib/api/operations/availability.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(api.setRules, async ({ app, host, body, revision }) => {
  const was = await readSchedule(app, host, body.scheduleId);
  if (!was.ok) return was;
  const { rules, revision: expected = revision ?? was.value.revision } = body;
  const set = await schedules.edit(app, host.id, was.value.id, expected, { rules });
  if (!set.ok) return set;
  const { rules: current, revision: next } = set.value;
  return accepted({ schedule: { ...was.value, rules: current, revision: next } });
});
