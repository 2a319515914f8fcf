import { recordFunnelEvent } from "$lib/api/operations/analytics.ts";
import type { VisitStep } from "$lib/scheduling/counted-days.ts";
import type { FunnelStage } from "$lib/scheduling/funnel.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { isCounted } from "$lib/server/bookings/picker/view-facts.ts";
import { countVisit } from "$lib/server/bookings/picker/visit.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";

const stepOf: Record<FunnelStage, VisitStep> = { page_view: "view", slot_selection: "time" };

export const POST = serve(recordFunnelEvent, async ({ app, body, event }) => {
  const { username = "", teamSlug, eventSlug: slug, stage } = body;
  const found = await findBookingPage(
    app,
    teamSlug === undefined ? { username, slug } : { team: teamSlug, slug },
  );
  if (!found.ok) return found;
  if (!isCounted(event.request)) return accepted({});
  const { url, request, locals: { client } } = event;
  const visit = { url, request, client, steps: [stepOf[stage]], source: "api" } as const;
  countVisit(app, found.value, await getPageSettings(app.kv, found.value.owner.id), visit);
  return accepted({});
});
