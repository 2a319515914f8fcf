import { loadWidgetBooking } from "$lib/server/views/picker/widget-booking.ts";
import { speak } from "$lib/server/http/page-language.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const booked = await loadWidgetBooking(locals.app, params, params.token, url.searchParams);
  return { ...booked, ...speak(locals, booked.language) };
};
