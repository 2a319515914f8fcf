import * as api from "$lib/api/operations/guest-data.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { setGuestRetention } from "$lib/server/guests/erasure.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getRetention,
  ({ host }) => accepted({ days: host.guestRetentionDays }),
);

export const PUT = serve(api.setRetention, async ({ app, host, body: { days } }) => {
  const saved = await setGuestRetention(app, host.id, days);
  return saved.ok ? accepted({ days: saved.value.guestRetentionDays }) : saved;
});
