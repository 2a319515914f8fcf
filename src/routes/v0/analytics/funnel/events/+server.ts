import { recordFunnelEvent } from "$lib/api/operations/analytics.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { countStage, isCounted } from "$lib/server/bookings/picker/funnel-stage.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(recordFunnelEvent, async ({ app, body, event }) => {
  const { username = "", teamSlug, eventSlug: slug, stage } = body;
  const found = await findBookingPage(
    app,
    teamSlug === undefined ? { username, slug } : { team: teamSlug, slug },
  );
  if (!found.ok) return found;
  if (isCounted(event.request)) countStage(app, found.value, stage);
  return accepted({});
});
