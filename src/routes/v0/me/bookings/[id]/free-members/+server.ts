import { listFreeMembers } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { placesToGive } from "$lib/server/bookings/places-to-give.ts";
import { findOwnBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(listFreeMembers, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const places = await placesToGive(call.app, found.value.booking, call.host.id);
  const { from = [], to = [] } = places ?? {};
  return accepted({ from: from.map(named), to: to.map(named) });
});

function named({ id, name }: { id: string; name: string }) {
  return { id, name };
}
