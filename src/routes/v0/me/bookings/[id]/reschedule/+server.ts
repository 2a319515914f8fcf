import { rescheduleBooking } from "$lib/api/operations/booking-changes.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(rescheduleBooking, (call) => {
  const { app, host, body: { startsAt: start, acknowledged }, key, headers } = call;
  const by = {
    actor: "host",
    hostId: host.id,
    force: acknowledged.length > 0,
    acknowledged,
  } as const;
  // A repeated request is answered by its key first, though the booking has changed since.
  const revision = call.body.revision ?? call.revision ?? undefined;
  const asked = { ...call, revision: null, body: { revision } };
  return changeBooking(asked, async (booking, revision) => {
    const moved = await bookings.rescheduleWithKey(app, booking, { by, start, revision, key });
    if (!moved.ok) return moved;
    if (moved.value.replayed) headers.set("idempotent-replayed", "true");
    return accepted(moved.value.booking);
  });
});
