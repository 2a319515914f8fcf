import * as api from "$lib/api/operations/holidays.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { upcomingHolidays } from "$lib/server/availability/time-off-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const GET = serve(api.listHolidays, async ({ app, host }) => {
  const rules = await getHostRules(app.kv, host.id);
  const yearly = rules.yearlyHolidays.map(({ country, region, names }) => ({
    country,
    region,
    names,
  }));
  return accepted({ holidays: upcomingHolidays(app, host, rules), yearly });
});
