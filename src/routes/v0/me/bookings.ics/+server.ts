import { downloadCalendar } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { publishedPages } from "$lib/server/feeds/published-bookings.ts";
import { bookingPages } from "$lib/server/hosts/export.ts";
import { fileStream } from "$lib/server/http/file-stream.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(downloadCalendar, ({ app, host }) => {
  const pages = publishedPages(bookingPages(app, host.id, ["CONFIRMED"]), host);
  const name = `invito-${host.username}.ics`;
  return accepted(fileStream(pages, { type: "text/calendar", name }));
});
