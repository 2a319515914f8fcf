import { setNoShow } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(setNoShow, ({ body: { noShow: isNoShow }, ...call }) => {
  const { app, host, revision } = call;
  const mark = { hostId: host.id, isNoShow, revision };
  return changeBooking(call, ({ id }) => bookings.noShow(app, id, mark));
});
