import { downloadBookings } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { bookingsCsv } from "$lib/server/http/bookings-csv.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  downloadBookings,
  ({ app, host }) => accepted(bookingsCsv(app.kv, host.id, "en")),
);
