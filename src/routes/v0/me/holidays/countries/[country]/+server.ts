import * as api from "$lib/api/operations/holidays.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { countries, countryHolidays, regionsOf } from "$lib/server/availability/public-holidays.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.showCountry, async ({ app, params: { country }, query }) => {
  if (!(await countries()).some(({ id }) => id === country)) return refused("not-found");
  const holidays = await countryHolidays(app, country, query.region ?? null);
  if (!holidays.ok) return refused("invalid", { fields: { region: "country-unknown" } });
  return accepted({ regions: await regionsOf(country), holidays: holidays.value });
});
