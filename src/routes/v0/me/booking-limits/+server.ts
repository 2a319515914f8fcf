import * as api from "$lib/api/operations/booking-limits.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { setBookingLimits } from "$lib/server/availability/host-rules.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";

const answer = ({ bookingLimits, revision }: HostRules) =>
  accepted({ bookingLimits: { ...bookingLimits, revision } });

export const GET = serve(api.getBookingLimits, async ({ app, host }) => {
  return answer(await getHostRules(app.kv, host.id));
});

export const PUT = serve(api.setBookingLimits, async ({ app, host, body, revision }) => {
  const was = await getHostRules(app.kv, host.id);
  const { revision: expected = revision ?? was.revision, ...limits } = body;
  const set = await setBookingLimits(app, host.id, expected, limits);
  return set.ok ? answer(set.value) : set;
});
