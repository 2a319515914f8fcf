import * as api from "$lib/api/operations/time-off.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { addHolidays } from "$lib/server/availability/host-rules.ts";
import {
  calendarHolidays,
  countryHolidays,
  yearlyHolidays,
} from "$lib/server/availability/public-holidays.ts";
import { upcomingHolidays } from "$lib/server/availability/time-off-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

export const POST = serve(api.importHolidays, async ({ app, host, body }) => {
  const found = "country" in body
    ? await countryHolidays(app, body.country, body.region, host.language)
    : await calendarHolidays(app, body.address);
  if (!found.ok) return found;
  const { dates } = body;
  const wanted = dates ? found.value.filter(({ date }) => dates.includes(date)) : found.value;
  const before = await getHostRules(app.kv, host.id);
  const known = new Set(before.holidays.map(({ date }) => date));
  const yearly = "country" in body && body.yearly
    ? await yearlyHolidays(app, body, wanted, host.language)
    : null;
  const rules = await addHolidays(app, host.id, wanted, yearly);
  if (!rules.ok) return rules;
  const holidays = upcomingHolidays(app, host, rules.value);
  return accepted({ added: holidays.filter(({ date }) => !known.has(date)), holidays });
});
