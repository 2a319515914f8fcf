import { getCalendar } from "$lib/api/operations/host-calendar.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readHostCalendar } from "$lib/server/bookings/host-calendar.ts";
import { hostCalendarJson } from "$lib/server/bookings/host-calendar-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(getCalendar, async ({ app, host, query: { from, to } }) => {
  const calendar = await readHostCalendar(app, host, { start: from, end: to });
  return accepted(hostCalendarJson(host, calendar));
});
