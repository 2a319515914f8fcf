import { bookingsCsv } from "$lib/server/http/bookings-csv.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const { id, language } = requireHost(event);
  return bookingsCsv(event.locals.app.kv, id, language);
};
