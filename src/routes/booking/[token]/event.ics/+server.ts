import { error } from "@sveltejs/kit";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { findByLink } from "$lib/server/bookings/index.ts";
import { icsFile } from "$lib/server/email/itip.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** The guest's confirmed booking as a file for any calendar. */
export const GET: RequestHandler = async ({ locals: { app, language }, params }) => {
  const found = await findByLink(app, params.token, "guest");
  if (!found || !isConfirmed(found.booking)) {
    error(404, messages(language).refusals.sentences["not-found"]);
  }
  const { booking, hosts } = found;
  return new Response(icsFile(booking, hosts, `${app.baseUrl}/booking/${params.token}`), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="${booking.type.slug}.ics"`,
    },
  });
};
