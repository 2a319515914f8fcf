import { checkConflicts } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { spanJson } from "$lib/server/bookings/host-booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findOwnBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(checkConflicts, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const { app, host } = call;
  const check = await bookings.checkConflicts(app, found.value.booking, host);
  return accepted({
    timezone: host.zone,
    agenda: check.agenda.map(({ title, kind, calendar = null, own = false, ...span }) => ({
      ...spanJson(span),
      title,
      kind,
      calendar,
      own,
    })),
    conflicts: check.conflicts.map(({ title, calendar, ...span }) => ({
      ...spanJson(span),
      title,
      calendar,
    })),
    unreachable: check.unreachable,
    acknowledged: check.fingerprints,
  });
});
