import { publishedPages } from "$lib/server/feeds/published-bookings.ts";
import { bookingPages } from "$lib/server/hosts/export.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import type { RequestHandler } from "./$types";

/** All confirmed bookings of a host, past ones too, as an iCalendar file. */
export const GET: RequestHandler = (event) => {
  const host = requireHost(event);
  const pages = bookingPages(event.locals.app, host.id, ["confirmed"]);
  const name = `invito-${host.username}.ics`;
  return fileStream(publishedPages(pages, host), { type: "text/calendar", name });
};
