import { setNoShow } from "$lib/api/operations/booking-changes.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(setNoShow, ({ body: { noShow: isNoShow }, ...call }) => {
  const { app, host } = call;
  return changeBooking(call, async ({ id, revision: current }, revision) => {
    if (revision !== current) return refused("changed");
    return await bookings.noShow(app, id, { hostId: host.id, isNoShow });
  });
});
