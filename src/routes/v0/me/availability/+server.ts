import * as api from "$lib/api/operations/availability.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readSchedule } from "$lib/server/availability/schedule-json.ts";
import { upcomingHolidays, upcomingTimeOff } from "$lib/server/availability/time-off-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const GET = serve(api.getAvailability, async ({ app, host, query }) => {
  const schedule = await readSchedule(app, host, query.scheduleId);
  if (!schedule.ok) return schedule;
  const rules = await getHostRules(app.kv, host.id);
  return accepted({
    schedule: schedule.value,
    timeOff: await upcomingTimeOff(app, host, rules),
    holidays: upcomingHolidays(app, host, rules),
    bookingLimits: { ...rules.bookingLimits, revision: rules.revision },
  });
});
