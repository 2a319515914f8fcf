import * as api from "$lib/api/operations/schedules.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.getSchedule, async ({ app, host, params }) => {
  const schedule = await readSchedule(app, host, params.id);
  return schedule.ok ? accepted({ schedule: schedule.value }) : schedule;
});

export const PATCH = serve(api.updateSchedule, async ({ app, host, params, body, revision }) => {
  const was = await readSchedule(app, host, params.id);
  if (!was.ok) return was;
  const { revision: expected = revision ?? was.value.revision, ...changes } = body;
  if (expected !== was.value.revision) return refused("changed");
  if (Object.keys(changes).length === 0) return accepted({ schedule: was.value });
  const edited = await schedules.edit(app, host.id, params.id, expected, changes);
  if (!edited.ok) return edited;
  const { rules, overrides, name, revision: current } = edited.value;
  return accepted({ schedule: { ...was.value, name, rules, overrides, revision: current } });
});

export const DELETE = serve(api.deleteSchedule, async ({ app, host, params, revision }) => {
  const gone = await schedules.remove(app, host.id, params.id, revision);
  return gone.ok ? accepted({ id: gone.value.id }) : gone;
});
