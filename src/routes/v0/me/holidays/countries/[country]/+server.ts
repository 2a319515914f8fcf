import * as api from "$lib/api/operations/holidays.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { stopYearlyHolidays } from "$lib/server/availability/host-rules.ts";
import { countries, countryHolidays, regionsOf } from "$lib/server/availability/public-holidays.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.showCountry, async ({ app, host, params: { country }, query }) => {
  if (!(await countries("en")).some(({ id }) => id === country)) return refused("not-found");
  const holidays = await countryHolidays(app, country, query.region ?? null, host.language);
  if (!holidays.ok) return refused("invalid", { fields: { region: "country-unknown" } });
  return accepted({ regions: await regionsOf(country, host.language), holidays: holidays.value });
});

export const DELETE = serve(api.stopYearlyHolidays, async ({ app, host, params, query }) => {
  const { country } = params;
  const place = { country, region: query.region ?? null };
  const stopped = await stopYearlyHolidays(app, host.id, place);
  return stopped.ok ? accepted({ country }) : stopped;
});
