import * as api from "$lib/api/operations/holidays.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { countries } from "$lib/server/availability/public-holidays.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.listCountries,
  async ({ event }) => accepted({ countries: await countries(event.locals.language) }),
);
