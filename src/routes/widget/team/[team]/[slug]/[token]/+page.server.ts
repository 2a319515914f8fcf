import { loadWidgetBooking } from "$lib/server/bookings/picker/widget-booking.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals: { app }, params, url }) =>
  loadWidgetBooking(app, params, params.token, url.searchParams);
