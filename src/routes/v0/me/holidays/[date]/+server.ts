import * as api from "$lib/api/operations/holidays.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { removeHolidays } from "$lib/server/availability/host-rules.ts";
import { upcomingHolidays } from "$lib/server/availability/time-off-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const DELETE = serve(api.deleteHoliday, async ({ app, host, params }) => {
  const { holidays } = await getHostRules(app.kv, host.id);
  if (!holidays.some(({ date }) => date === params.date)) return refused("not-found");
  const rules = await removeHolidays(app, host.id, [params.date]);
  return rules.ok ? accepted({ holidays: upcomingHolidays(app, host, rules.value) }) : rules;
});
