import { error } from "@sveltejs/kit";
import { findByLink } from "$lib/server/bookings.ts";
import { calendarFile } from "$lib/server/mail/invitation.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** The guest's confirmed booking as a file for any calendar. */
export const GET: RequestHandler = async ({ locals: { app }, params }) => {
  const found = await findByLink(app, params.token, "guest");
  if (found?.booking.status !== "CONFIRMED") {
    error(404, wordsFor("en").refusals.sentences["not-found"]);
  }
  const { booking, host } = found;
  return new Response(calendarFile(booking, host, `${app.baseUrl}/booking/${params.token}`), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="${booking.type.slug}.ics"`,
    },
  });
};
